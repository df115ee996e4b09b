import DataStore
import Identity
import Primitives

/// From where the rows of a list are read.
enum LeadSource {
    /// The index that has the list's order; what does not meet the filter is passed over.
    ///
    /// The conditions are those that other indexes answer for the lead `w.id`: of a lead that lacks one of them, no row is read.
    case order([SQLPart])
    /// The few leads that one condition leaves, which are then brought into order.
    case few(SQLPart)
    /// The matches of a text in the order in which they came.
    case matches(SearchQuery)

    /// As many leads as may be gathered and sorted for one page: a few milliseconds. A condition that more leads meet is met by one in
    /// a hundred of 200,000, so that a page is soon full in the list's own order.
    static let gatherLimit = 2_000

    /// The cheapest for a query, by looking how many leads its conditions leave; each look reads that many entries of an index at most.
    static func choose(_ query: LeadQuery, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> LeadSource {
        for condition in IndexedCondition.all(of: query, of: workspace, tx.dialect) where try isFew(condition.leads, in: tx) {
            return .few(condition.leads)
        }
        if let text = query.filter.text {
            guard query.sort.column != nil else { return .matches(SearchQuery(text)) }
            // Counted by the index alone, for whose the numbers are costs more to look up.
            let numbers = try numbers(text, of: query, workspace, in: tx)
            if try isFew(numbers, in: tx) { return .few(SearchRows.leads(of: numbers)) }
        }
        return try order(of: query, of: workspace, in: tx)
    }

    /// That of the order's index, for any query.
    static func order(of query: LeadQuery, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> LeadSource {
        var known = IndexedCondition.all(of: query, of: workspace, tx.dialect).compactMap { $0.isMet(by: "w.id") }
        if let text = query.filter.text {
            known.append(SearchRows.isOne(of: try numbers(text, of: query, workspace, in: tx), lead: "w.id"))
        }
        return .order(known)
    }

    private static func numbers(_ text: String, of query: LeadQuery, _ workspace: ID<Workspace>, in tx: some SQLReading) throws -> SQLPart {
        try SearchRows.numbers(
            matching: SearchQuery(text), of: workspace, isInTrash: query.filter.trash, orFewOthers: gatherLimit, in: tx)
    }

    private static func isFew(_ part: SQLPart, in tx: some SQLReading) throws -> Bool {
        let count: Int = try tx.value("SELECT count(*) FROM (\(part.sql) LIMIT \(gatherLimit + 1))", part.arguments) ?? 0
        return count <= gatherLimit
    }
}
