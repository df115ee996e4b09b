import DataStore
package import Identity
import Primitives

extension Leads {
    package static let searchLimit = 50
    /// How many matches are ranked, the newest: about three milliseconds of reading. A company that begins with what was typed is found whatever its age.
    private static let rankedLimit = 500
    /// The same of companies that have every term in their name, when there are more matches than that.
    private static let rankedCompanyLimit = 100

    /// The leads outside the trash that have every term of `text`, the best first; and whether there are more.
    ///
    /// - Throws: ``Failure`` `forbidden`.
    package func search(_ text: String, for principal: Principal, limit: Int) async throws -> (hits: [SearchHit], isTruncated: Bool) {
        try principal.require(.leadsRead)
        let query = SearchQuery(text)
        guard !query.isEmpty else { return ([], false) }
        let limit = min(max(limit, 1), Self.searchLimit)
        return try await store.read { tx in
            let ranked = try Self.ranked(query, of: principal.workspaceID, limit: limit + 1, in: tx)
            let highlighter = Highlighter(query)
            let hits = try ranked.prefix(limit).compactMap { candidate -> SearchHit? in
                guard let (_, document) = try SearchRows.find(candidate.lead, in: tx),
                    let lead = try LeadRows.find(candidate.lead, of: principal.workspaceID, in: tx), lead.deletedAt == nil
                else { return nil }
                return SearchHit(lead: lead, score: candidate.rank.score, highlights: highlighter.highlights(in: document))
            }
            return (hits, ranked.count > limit)
        }
    }

    private typealias Candidate = (lead: ID<Lead>, rank: SearchRank, number: Int64)

    private static func ranked(
        _ query: SearchQuery, of workspace: ID<Workspace>, limit: Int, in tx: some SQLReading
    ) throws -> [Candidate] {
        var candidates: [ID<Lead>: Candidate] = [:]
        func add(_ found: [(number: Int64, document: SearchDocument)]) {
            for (number, document) in found where candidates[document.lead] == nil {
                candidates[document.lead] = (document.lead, SearchRank(of: document, for: query), number)
            }
        }
        let newest = try SearchRows.newest(query, of: workspace, limit: rankedLimit + 1, in: tx)
        add(newest)
        if newest.count > rankedLimit {
            for lead in try LeadRows.beginning(with: query.name, of: workspace, limit: limit, in: tx) where candidates[lead] == nil {
                if let (number, document) = try SearchRows.find(lead, in: tx) { add([(number, document)]) }
            }
            add(try SearchRows.newest(query, columns: [.company], of: workspace, limit: rankedCompanyLimit, in: tx))
        }
        return Array(candidates.values.sorted { ($0.rank, -$0.number) < ($1.rank, -$1.number) }.prefix(limit))
    }
}

extension SearchRank {
    /// For people and programs that compare hits: halves with every step.
    fileprivate var score: Double { 1 / Double(1 << rawValue) }
}
