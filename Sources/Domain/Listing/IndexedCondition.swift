import DataStore
import Identity
import Primitives

/// A condition of a filter that an index answers.
struct IndexedCondition {
    /// The leads that meet it: a query of the column `lead_id`.
    let leads: SQLPart
    /// What the index calls a lead when it can be asked for one; `nil` when it would have to be read for that.
    private let lead: String?

    /// That a lead meets it, as its entry in the index tells.
    ///
    /// - Parameter id: what its id is called outside of this condition.
    func isMet(by id: String) -> SQLPart? {
        lead.map { SQLPart("EXISTS (\(leads.sql) AND \($0) = \(id))", leads.arguments) }
    }

    /// Those of a query but its text; those that leave least come first.
    static func all(of query: LeadQuery, of workspace: ID<Workspace>, _ dialect: Dialect) -> [IndexedCondition] {
        let filter = query.filter
        var all: [IndexedCondition] = []
        func add(
            _ index: String, _ condition: String, _ arguments: [any SQLConvertible], scope: String = "workspace_id = ? AND ", lead: String?
        ) {
            let sql = "SELECT id AS lead_id FROM lead\(dialect.reading(by: index)) WHERE \(scope)\(condition)"
            all.append(IndexedCondition(leads: SQLPart(sql, (scope.isEmpty ? [] : [workspace]) + arguments), lead: lead))
        }
        if filter.trash { add("lead_in_trash", "deleted_at IS NOT NULL", [], lead: "id") }
        if filter.archived == .only { add("lead_archived", "archived_at IS NOT NULL", [], lead: "id") }
        if let status = filter.status, status != .ready {
            add("lead_by_status", "status = ? AND status <> 'ready'", [status], lead: "id")
        }
        for tag in filter.tags {
            let leads = SQLPart("SELECT lead_id FROM lead_tag WHERE workspace_id = ? AND tag_folded = ?", [workspace, tag])
            all.append(IndexedCondition(leads: leads, lead: "lead_id"))
        }
        if let stage = filter.stage {
            add("lead_by_stage", "stage_id = ?", [stage], scope: "", lead: nil)
        } else if let project = filter.project {
            add("lead_by_stage", "stage_id IN (SELECT id FROM stage WHERE project_id = ?)", [project], scope: "", lead: nil)
        }
        if let least = filter.valueMin, query.sort.column != "value_amount" {
            add("lead_by_value", "value_amount >= ?", [least], lead: nil)
        }
        if case .person(let person) = filter.owner { add("lead_by_owner", "owner_id = ?", [person], lead: "id") }
        if let due = filter.dueBefore, query.sort != .due { add("lead_by_due", "next_step_due < ?", [due], lead: nil) }
        if !filter.score.isEmpty, query.sort.column != "score" {
            add("lead_by_score", "score BETWEEN ? AND ?", [filter.score.lower ?? 0, filter.score.upper ?? .max], lead: nil)
        }
        if !filter.updated.isEmpty, query.sort.column != "updated_at" {
            add(
                "lead_by_updated", "updated_at >= ? AND updated_at < ?",
                [filter.updated.lower?.microseconds ?? 0, filter.updated.upper?.microseconds ?? .max], lead: nil)
        }
        if !filter.created.isEmpty, query.sort.column != nil || filter.text != nil {
            let range = LeadConditions(boundsOf: .newest, filter).parts.conjunction
            let index = dialect.reading(by: "lead_by_workspace")
            let leads = SQLPart(
                "SELECT l.id AS lead_id FROM lead AS l\(index) WHERE l.workspace_id = ?\(range.sql)", [workspace] + range.arguments)
            all.append(IndexedCondition(leads: leads, lead: nil))
        }
        return all
    }
}
