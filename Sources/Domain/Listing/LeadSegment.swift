import DataStore
import Primitives

/// The statements that read one part of a list: the leads that have a value in the sorted column, or those that have none.
struct LeadSegment {
    let listing: LeadListing
    let isAbsent: Bool
    /// Behind which it begins.
    let start: LeadPlace?
    let dialect: Dialect

    private var query: LeadQuery { listing.query }
    private var sort: LeadSort { query.sort }

    /// One page, as rows of `id` and `place`.
    func page(from source: LeadSource, limit: Int) -> SQLPart {
        let filter = conditions(query.filter)
        switch source {
        case .order(let known) where known.isEmpty:
            let walk = walk
            return SQLPart(
                """
                SELECT l.id, \(column ?? "NULL") AS place
                FROM (SELECT \(LeadConditions.columns)\(sort.column == "company_key" ? ", company_key" : "") \(walk.sql) LIMIT ?) AS l
                WHERE 1 = 1\(filter.sql) LIMIT ?
                """, walk.arguments + [listing.passedLimit] + filter.arguments + [limit])
        case .order(let known):
            let (walk, filter, known) = (walk, otherConditions, known.conjunction)
            return SQLPart(
                """
                SELECT l.id, w.place
                FROM (SELECT l.id, \(column ?? "NULL") AS place \(walk.sql) LIMIT ?) AS w
                CROSS JOIN lead AS l ON l.id = w.id
                WHERE 1 = 1\(known.sql)\(filter.sql) LIMIT ?
                """, walk.arguments + [listing.passedLimit] + known.arguments + filter.arguments + [limit])
        case .few(let few) where sort.column == nil && !isByNumber:
            // Its ids are the order: only as many leads are looked up as the page takes.
            let range = range
            let after = start.map { SQLPart(" WHERE lead_id \(sort.isDescending ? "<" : ">") ?", [$0.lead]) } ?? SQLPart("")
            return SQLPart(
                """
                SELECT l.id, NULL AS place
                FROM (SELECT lead_id FROM (\(few.sql)) AS f\(after.sql) ORDER BY lead_id\(sort.isDescending ? " DESC" : "") LIMIT ?) AS g
                CROSS JOIN lead AS l ON l.id = g.lead_id
                WHERE l.workspace_id = ?\(range.sql)\(filter.sql) LIMIT ?
                """,
                few.arguments + after.arguments + [LeadSource.gatherLimit, listing.workspace] + range.arguments + filter.arguments + [limit]
            )
        case .few(let few):
            let range = range
            return SQLPart(
                """
                SELECT l.id, \(column ?? "NULL") AS place
                FROM (\(few.sql)) AS g
                CROSS JOIN lead AS l ON l.id = g.lead_id\(isByNumber ? " CROSS JOIN search_document AS d ON d.lead_id = l.id" : "")
                WHERE l.workspace_id = ?\(range.sql)\(filter.sql) ORDER BY \(order) LIMIT ?
                """, few.arguments + [listing.workspace] + range.arguments + filter.arguments + [limit])
        case .matches(let text):
            let (numbers, filter) = (matches(text), otherConditions)
            return SQLPart(
                """
                SELECT l.id, d.number AS place
                FROM (\(numbers.sql)) AS m
                CROSS JOIN search_document AS d ON d.number = m.number
                CROSS JOIN lead AS l ON l.id = d.lead_id
                WHERE l.workspace_id = ?\(filter.sql) LIMIT ?
                """, numbers.arguments + [listing.workspace] + filter.arguments + [limit])
        }
    }

    /// The lead at which ``page(from:limit:)`` stopped for it had passed over too many, if it did.
    func lastPassed(in source: LeadSource) -> SQLPart? {
        switch source {
        case .few: return nil
        case .order:
            let walk = walk
            return SQLPart(
                "SELECT l.id, \(column ?? "NULL") AS place \(walk.sql) LIMIT 1 OFFSET ?", walk.arguments + [listing.passedLimit - 1])
        case .matches(let text):
            let numbers = matches(text)
            return SQLPart(
                """
                SELECT d.lead_id AS id, d.number AS place FROM (\(numbers.sql)) AS m
                CROSS JOIN search_document AS d ON d.number = m.number LIMIT 1 OFFSET ?
                """, numbers.arguments + [listing.passedLimit - 1])
        }
    }

    func place(_ row: SQLRow) throws -> LeadPlace {
        LeadPlace(key: isAbsent ? .absent : .init(try row["place"]), lead: try row["id"])
    }

    /// Whether leads that have a text come in the order in which they were taken into its index, which is nearly that of their ids.
    private var isByNumber: Bool { query.filter.text != nil && sort.column == nil }

    /// What is compared before the id; nothing among leads that have no value.
    private var column: String? {
        if isAbsent { return nil }
        return isByNumber ? "d.number" : sort.column.map { "l.\($0)" }
    }

    /// All but the text.
    private var otherConditions: SQLPart {
        var others = query.filter
        others.text = nil
        return conditions(others)
    }

    /// What is looked for in the row of a lead.
    private func conditions(_ filter: LeadFilter) -> SQLPart {
        let presence = hasIndexPresence ? [] : presence
        return (presence + LeadConditions(filter, of: listing.workspace, at: listing.now).parts).conjunction
    }

    private func matches(_ text: SearchQuery) -> SQLPart {
        var number: Int64?
        if case .integer(let last) = start?.key { number = last }
        let scope = SearchRows.scope(listing.workspace, isInTrash: query.filter.trash)
        return SearchRows.index.numbers(
            matching: text.fullText(scope: scope), descending: sort.isDescending, beyond: number, limit: listing.passedLimit)
    }

    /// Everything from the start on, in order, whatever the filter says.
    private var walk: SQLPart {
        SQLPart(
            """
            FROM lead AS l\(dialect.reading(by: sort.index(absent: isAbsent))) \
            WHERE l.workspace_id = ?\(range.sql) ORDER BY \(order)
            """, [listing.workspace] + range.arguments)
    }

    private var range: SQLPart {
        var parts: [SQLPart] = isAbsent ? [] : LeadConditions(boundsOf: sort, query.filter).parts
        if hasIndexPresence { parts += presence }
        if let start {
            let sign = sort.isDescending ? "<" : ">"
            if let column {
                parts.append(SQLPart("(\(column), l.id) \(sign) (?, ?)", [start.key.value, start.lead]))
            } else {
                parts.append(SQLPart("l.id \(sign) ?", [start.lead]))
            }
        }
        return parts.conjunction
    }

    /// That a lead has a value in the sorted column, or none.
    private var presence: [SQLPart] {
        guard sort.mayBeAbsent, let column = sort.column else { return [] }
        return [SQLPart("l.\(column) IS \(isAbsent ? "" : "NOT ")NULL")]
    }

    /// Whether the index of the order tells it; that of all leads does not, and to look for it there would read the row of each.
    private var hasIndexPresence: Bool { sort.index(absent: isAbsent) != "lead_by_workspace" }

    private var order: String {
        let direction = sort.isDescending ? " DESC" : ""
        return (column.map { "\($0)\(direction), " } ?? "") + "l.id\(direction)"
    }
}
