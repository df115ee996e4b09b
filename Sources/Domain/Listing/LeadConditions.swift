import DataStore
import Identity
import Primitives

/// The conditions of a filter, of rows that are called `l`.
struct LeadConditions {
    /// What the conditions look at: all that is read of a row that is passed over.
    static let columns = """
        id, project_id, stage_id, stage_since, owner_id, status, score, value_amount, next_step_due, archived_at, deleted_at, created_at, updated_at
        """

    private(set) var parts: [SQLPart] = []

    /// All of a filter.
    init(_ filter: LeadFilter, of workspace: ID<Workspace>, at now: Timestamp) {
        add(filter.trash ? "l.deleted_at IS NOT NULL" : "l.deleted_at IS NULL")
        switch filter.archived {
        case .exclude: add("l.archived_at IS NULL")
        case .only: add("l.archived_at IS NOT NULL")
        case .include: break
        }
        if let status = filter.status { add("l.status = ?", status) }
        if let stage = filter.stage { add("l.stage_id = ?", stage) }
        if let project = filter.project { add("l.project_id = ?", project) }
        switch filter.owner {
        case .person(let person): add("l.owner_id = ?", person)
        case .none?: add("l.owner_id IS NULL")
        case nil: break
        }
        for tag in filter.tags {
            parts.append(
                SQLPart(
                    "EXISTS (SELECT 1 FROM lead_tag AS t WHERE t.workspace_id = ? AND t.tag_folded = ? AND t.lead_id = l.id)",
                    [workspace, tag]))
        }
        addScore(filter)
        addCreated(filter)
        addUpdated(filter)
        addDue(filter)
        addValue(filter)
        if filter.isStale {
            parts.append(
                SQLPart(
                    """
                    EXISTS (SELECT 1 FROM stage AS s WHERE s.id = l.stage_id AND s.kind = 'open'
                        AND l.stage_since < ? - s.stale_days * \(Duration.days(1).microseconds))
                    """, [now]))
        }
        // The caller knows that signs alone find nothing.
        if let text = filter.text, !SearchQuery(text).isEmpty {
            let scope = SearchRows.scope(workspace, isInTrash: filter.trash)
            let numbers = SearchRows.index.numbers(matching: SearchQuery(text).fullText(scope: scope))
            parts.append(SearchRows.isOne(of: numbers, lead: "l.id"))
        }
    }

    /// Those that bound the column of an order: they say where in its index the list begins and ends.
    init(boundsOf sort: LeadSort, _ filter: LeadFilter) {
        switch sort {
        case .newest, .oldest: addCreated(filter)
        case .lastChanged, .firstChanged: addUpdated(filter)
        case .bestScore, .leastScore: addScore(filter)
        case .due: addDue(filter)
        case .mostValue, .leastValue: addValue(filter)
        case .company, .companyBackwards: break
        }
    }

    private mutating func addScore(_ filter: LeadFilter) {
        if let least = filter.score.lower { add("l.score >= ?", least) }
        if let most = filter.score.upper { add("l.score <= ?", most) }
    }

    private mutating func addCreated(_ filter: LeadFilter) {
        // Ids begin with the millisecond of the creation, so they bound the moment, and their index is that of the list.
        if let from = filter.created.lower {
            add("l.id >= ?", ID<Lead>(firstAt: from))
            add("l.created_at >= ?", from)
        }
        if let end = filter.created.upper {
            add("l.id < ?", ID<Lead>(firstAt: end + .milliseconds(1)))
            add("l.created_at < ?", end)
        }
    }

    private mutating func addUpdated(_ filter: LeadFilter) {
        if let from = filter.updated.lower { add("l.updated_at >= ?", from) }
        if let end = filter.updated.upper { add("l.updated_at < ?", end) }
    }

    private mutating func addDue(_ filter: LeadFilter) {
        if let end = filter.dueBefore { add("l.next_step_due < ?", end) }
    }

    private mutating func addValue(_ filter: LeadFilter) {
        if let least = filter.valueMin { add("l.value_amount >= ?", least) }
    }

    private mutating func add(_ sql: String, _ argument: (any SQLConvertible)? = nil) {
        parts.append(SQLPart(sql, argument.map { [$0] } ?? []))
    }
}

extension ID {
    /// Not after any id of that millisecond.
    fileprivate init(firstAt moment: Timestamp) {
        self.init(high: UInt64(clamping: moment.milliseconds) << 16, low: 0)
    }
}

extension [SQLPart] {
    /// ` AND condition` for each.
    var conjunction: SQLPart {
        reduce(into: SQLPart("")) { whole, part in
            whole.sql += " AND \(part.sql)"
            whole.arguments += part.arguments
        }
    }
}
