import DataStore
import Identity
import Primitives

/// All that match, for lists whose order the index does not have.
extension SearchRows {
    /// A query of the column `number`.
    ///
    /// Every document has the word of its scope, and to ask for that one, too, takes longer than all the rest. So it is left out where all other
    /// workspaces together have at most `others` leads: theirs and what is in the trash may be among the matches then, and the caller looks in the
    /// leads whose they are.
    static func numbers(
        matching query: SearchQuery, of workspace: ID<Workspace>, isInTrash: Bool, orFewOthers others: Int, in tx: some SQLReading
    ) throws -> SQLPart {
        let lead = "SELECT 1 FROM lead\(tx.dialect.reading(by: "lead_by_workspace")) WHERE workspace_id"
        let count: Int? = try tx.value(
            """
            SELECT (SELECT count(*) FROM (\(lead) < ? LIMIT \(others + 1))) + (SELECT count(*) FROM (\(lead) > ? LIMIT \(others + 1)))
            """, [workspace, workspace])
        let hasFewOthers = count.map { $0 <= others } ?? false
        return index.numbers(matching: query.fullText(scope: hasFewOthers ? nil : scope(workspace, isInTrash: isInTrash)))
    }

    /// Whose documents they are: a query of the column `lead_id`.
    static func leads(of numbers: SQLPart) -> SQLPart {
        SQLPart(
            "SELECT d.lead_id FROM (\(numbers.sql)) AS m CROSS JOIN search_document AS d ON d.number = m.number", numbers.arguments)
    }

    /// That the document of a lead is one of them.
    ///
    /// - Parameter lead: what its id is called.
    static func isOne(of numbers: SQLPart, lead: String) -> SQLPart {
        SQLPart(
            "EXISTS (SELECT 1 FROM search_document AS d WHERE d.lead_id = \(lead) AND +d.number IN (\(numbers.sql)))", numbers.arguments)
    }
}
