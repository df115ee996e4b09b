import DataStore
import Identity
import Primitives

/// From where the rows of a list are read.
enum LeadSource {
    /// The index that has the list's order; what does not meet the filter is passed over.
    case order
    /// The few leads that one condition leaves, which are then brought into order.
    case few(SQLPart)
    /// The matches of a text in the order in which they came.
    case matches(SearchQuery)

    /// As many leads as may be gathered and sorted for one page: a few milliseconds. A condition that more leads meet is met by one in
    /// a hundred of 200,000, so that a page is soon full in the list's own order.
    static let gatherLimit = 2_000

    /// The cheapest for a query, by looking how many leads its conditions leave; each look reads that many entries of an index at most.
    static func choose(_ query: LeadQuery, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> LeadSource {
        for part in try selective(query, of: workspace, in: tx) {
            if try isFew(part, in: tx) { return .few(part) }
        }
        if let text = query.filter.text, query.sort.column != nil {
            let numbers = SearchRows.index.numbers(
                matching: SearchQuery(text).fullText(scope: SearchRows.scope(workspace, isInTrash: query.filter.trash)))
            // Counted by the index alone, for whose the numbers are costs more to look up.
            if try isFew(numbers, in: tx) {
                return .few(
                    SQLPart(
                        "SELECT d.lead_id FROM (\(numbers.sql)) AS m CROSS JOIN search_document AS d ON d.number = m.number",
                        numbers.arguments))
            }
        }
        if let text = query.filter.text, query.sort.column == nil { return .matches(SearchQuery(text)) }
        return .order
    }

    private static func isFew(_ part: SQLPart, in tx: some SQLReading) throws -> Bool {
        let count: Int = try tx.value("SELECT count(*) FROM (\(part.sql) LIMIT \(gatherLimit + 1))", part.arguments) ?? 0
        return count <= gatherLimit
    }

    /// The conditions but the text that an index answers, as queries of the column `lead_id`; those that leave least come first.
    private static func selective(_ query: LeadQuery, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> [SQLPart] {
        let filter = query.filter
        var parts: [SQLPart] = []
        func add(_ index: String, _ condition: String, _ arguments: [any SQLConvertible], scope: String = "workspace_id = ? AND ") {
            parts.append(
                SQLPart(
                    "SELECT id AS lead_id FROM lead\(tx.dialect.reading(by: index)) WHERE \(scope)\(condition)",
                    (scope.isEmpty ? [] : [workspace]) + arguments))
        }
        if filter.trash { add("lead_in_trash", "deleted_at IS NOT NULL", []) }
        if filter.archived == .only { add("lead_archived", "archived_at IS NOT NULL", []) }
        if let status = filter.status, status != .ready { add("lead_by_status", "status = ? AND status <> 'ready'", [status]) }
        for tag in filter.tags {
            parts.append(SQLPart("SELECT lead_id FROM lead_tag WHERE workspace_id = ? AND tag_folded = ?", [workspace, tag]))
        }
        if let stage = filter.stage {
            add("lead_by_stage", "stage_id = ?", [stage], scope: "")
        } else if let project = filter.project {
            add("lead_by_stage", "stage_id IN (SELECT id FROM stage WHERE project_id = ?)", [project], scope: "")
        }
        if let least = filter.valueMin, query.sort.column != "value_amount" {
            add("lead_by_value", "value_amount >= ?", [least])
        }
        if case .person(let person) = filter.owner { add("lead_by_owner", "owner_id = ?", [person]) }
        if let due = filter.dueBefore, query.sort != .due { add("lead_by_due", "next_step_due < ?", [due]) }
        if !filter.score.isEmpty, query.sort.column != "score" {
            add("lead_by_score", "score BETWEEN ? AND ?", [filter.score.lower ?? 0, filter.score.upper ?? .max])
        }
        if !filter.updated.isEmpty, query.sort.column != "updated_at" {
            add(
                "lead_by_updated", "updated_at >= ? AND updated_at < ?",
                [filter.updated.lower?.microseconds ?? 0, filter.updated.upper?.microseconds ?? .max])
        }
        if !filter.created.isEmpty, query.sort.column != nil || filter.text != nil {
            let range = LeadConditions(boundsOf: .newest, filter).parts.conjunction
            parts.append(
                SQLPart(
                    "SELECT l.id AS lead_id FROM lead AS l\(tx.dialect.reading(by: "lead_by_workspace")) WHERE l.workspace_id = ?\(range.sql)",
                    [workspace] + range.arguments))
        }
        return parts
    }
}
