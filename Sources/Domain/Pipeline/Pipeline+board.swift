import DataStore
package import Identity
package import Primitives
import Realtime

extension Pipeline {
    package static let columnLimit = 200

    /// The board of a project: sums of all that the filters leave, and of each stage the first cards.
    ///
    /// Leads in the trash and the archive are on no board.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`.
    package func board(of project: ID<Project>, _ query: LeadQuery, limit: Int, for principal: Principal) async throws -> Board {
        try principal.require(.leadsRead)
        let query = Self.boardQuery(query)
        return try await store.read { [self] tx in
            let project = try Self.find(project, for: principal, in: tx)
            let now = clock.now()
            let currency = try Self.currency(of: principal.workspaceID, in: tx)
            let conditions = Self.conditions(query.filter, of: principal.workspaceID, at: now)
            var (count, sum, weighted) = (0, MoneySum(), MoneySum())
            let columns = try StageRows.all(of: project.id, in: tx).map { stage in
                let totals = try StageTotals(of: stage, conditions, currency: currency, at: now, in: tx)
                let column = BoardColumn(stage: stage, query: query, workspace: principal.workspaceID, now: now)
                let (cards, next) = totals.count == 0 ? ([], nil) : try column.page(after: nil, limit: limit, in: tx)
                var share = MoneySum()
                share.add(totals.sum, times: stage.probability)
                count += totals.count
                sum.add(totals.sum)
                weighted.add(share)
                return Board.Column(
                    stage: stage, count: totals.count, staleCount: totals.staleCount, sums: totals.sum.rounded(),
                    weighted: share.rounded(by: 100), cards: cards, next: next)
            }
            return Board(
                project: project, columns: columns, count: count, sums: sum.rounded(), weighted: weighted.rounded(by: 100),
                position: try leads.log.cursor(in: tx))
        }
    }

    /// More cards of one stage, from the top down.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `invalidRequest` for a cursor of another list.
    package func column(
        _ stage: ID<Stage>, of project: ID<Project>, _ query: LeadQuery, cursor: String?, limit: Int, for principal: Principal
    ) async throws -> Page<Board.Card> {
        try principal.require(.leadsRead)
        let query = Self.boardQuery(query)
        return try await store.read { [self] tx in
            let project = try Self.find(project, for: principal, in: tx)
            guard let stage = try StageRows.find(stage, of: project.id, in: tx) else { throw StageDesk.missing }
            let column = BoardColumn(stage: stage, query: query, workspace: principal.workspaceID, now: clock.now())
            let (cards, next) = try column.page(after: cursor, limit: limit, in: tx)
            return Page(items: cards, next: next)
        }
    }

    /// What every board shows: the leads of its stages, in their order, without trash and archive.
    private static func boardQuery(_ query: LeadQuery) -> LeadQuery {
        var filter = query.filter
        filter.project = nil
        filter.trash = false
        filter.archived = .exclude
        return LeadQuery(filter)
    }

    static func conditions(_ filter: LeadFilter, of workspace: ID<Workspace>, at now: Timestamp) -> SQLPart {
        // Signs alone find nothing.
        if let text = filter.text, SearchQuery(text).isEmpty { return SQLPart(" AND 1 = 0") }
        return LeadConditions(filter, of: workspace, at: now).parts.conjunction
    }

    static func find(_ project: ID<Project>, for principal: Principal, in tx: some SQLReading) throws -> Project {
        guard let project = try ProjectRows.find(project, of: principal.workspaceID, in: tx) else {
            throw Failure(.notFound, "There is no such project in this workspace.")
        }
        return project
    }

    static func currency(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Currency {
        try Workspaces.find(workspace, in: tx)?.currency ?? .euro
    }
}
