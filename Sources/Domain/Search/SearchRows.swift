import DataStore
import Identity
import Primitives

/// The table of what is looked through, and the index of its words: SQL and row mapping, nothing else.
enum SearchRows {
    static let index = FullTextIndex("lead_search", columns: SearchField.allCases.map(\.rawValue))

    static let migrations = [
        Migration(
            "search/001",
            """
            CREATE TABLE search_document (
                number {sequence},
                lead_id TEXT NOT NULL UNIQUE REFERENCES lead(id),
                workspace_id TEXT NOT NULL,
                in_trash INTEGER NOT NULL,
                company TEXT NOT NULL,
                domain TEXT,
                contact TEXT,
                email TEXT,
                phone TEXT,
                notes TEXT,
                tags TEXT,
                analysis TEXT
            ) {strict};
            \(index.definition)
            """)
    ]

    static func insert(_ document: SearchDocument, in tx: WriteTransaction) throws {
        let number = try tx.insert(
            """
            INSERT INTO search_document (lead_id, workspace_id, in_trash, \(columns)) VALUES (?, ?, ?\(values))
            """,
            [document.lead, document.workspace, document.isInTrash] + SearchField.allCases.map { document.texts[$0].sqlValue })
        try index.insert(number, scope: scope(of: document), document.words, in: tx)
    }

    static func update(_ document: SearchDocument, from before: SearchDocument, number: Int64, in tx: WriteTransaction) throws {
        try tx.execute(
            "UPDATE search_document SET in_trash = ?, \(assignments) WHERE number = ?",
            [document.isInTrash] + SearchField.allCases.map { document.texts[$0].sqlValue } + [number])
        try index.remove(number, scope: scope(of: before), before.words, in: tx)
        try index.insert(number, scope: scope(of: document), document.words, in: tx)
    }

    static func remove(_ document: SearchDocument, number: Int64, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM search_document WHERE number = ?", [number])
        try index.remove(number, scope: scope(of: document), document.words, in: tx)
    }

    /// Those that are there, by their numbers.
    static func find(_ numbers: [Int64], in tx: some SQLReading) throws -> [Int64: SearchDocument] {
        guard !numbers.isEmpty else { return [:] }
        let places = Array(repeating: "?", count: numbers.count).joined(separator: ", ")
        let found = try tx.rows("SELECT \(documentColumns) FROM search_document WHERE number IN (\(places))", numbers).map(decode)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.number, $0.document) })
    }

    static func find(_ lead: ID<Lead>, in tx: some SQLReading) throws -> (number: Int64, document: SearchDocument)? {
        try tx.row("SELECT \(documentColumns) FROM search_document WHERE lead_id = ?", [lead]).map(decode)
    }

    /// One that matches: with what its company is called when that has every term.
    typealias Match = (number: Int64, place: SearchPlace, company: String?)

    /// The newest that match.
    static func newest(_ query: SearchQuery, of workspace: ID<Workspace>, limit: Int, in tx: some SQLReading) throws -> [Match] {
        let places = index.places(
            matching: query.fullText(scope: scope(workspace, isInTrash: false)),
            in: [[SearchField.company], SearchField.naming].map { $0.map(\.rawValue) }, limit: limit)
        return try tx.rows(
            """
            SELECT m.number, m.place,
                CASE WHEN m.place = 0 THEN (SELECT d.company FROM search_document AS d WHERE d.number = m.number) END AS company
            FROM (\(places.sql)) AS m
            """, places.arguments
        ).map { row in
            var fields = row.fields
            return (try fields.next(), SearchPlace(rawValue: try fields.next()) ?? .anywhere, try fields.next())
        }
    }

    /// The newest whose company has every term, with what it is called.
    static func companies(
        _ query: SearchQuery, of workspace: ID<Workspace>, limit: Int, in tx: some SQLReading
    ) throws -> [(number: Int64, company: String)] {
        let match = query.fullText(scope: scope(workspace, isInTrash: false), columns: [SearchField.company.rawValue])
        let numbers = index.numbers(matching: match, descending: true, limit: limit)
        return try tx.rows(
            "SELECT d.number, d.company FROM (\(numbers.sql)) AS m CROSS JOIN search_document AS d ON d.number = m.number",
            numbers.arguments
        ).map { (try $0["number"], try $0["company"]) }
    }

    /// The first whose company begins with a text that is folded, with what it is called.
    static func companies(
        beginningWith text: String, of workspace: ID<Workspace>, limit: Int, in tx: some SQLReading
    ) throws -> [(number: Int64, company: String)] {
        let leads = LeadRows.beginning(with: text, of: workspace, limit: limit, tx.dialect)
        return try tx.rows(
            "SELECT d.number, d.company FROM (\(leads.sql)) AS l CROSS JOIN search_document AS d ON d.lead_id = l.id", leads.arguments
        ).map { (try $0["number"], try $0["company"]) }
    }

    /// A word that every document of a workspace has, and that nobody can type: signs for private use are no words.
    static func scope(_ workspace: ID<Workspace>, isInTrash: Bool) -> String {
        (isInTrash ? "\u{E001}" : "\u{E000}") + workspace.digits
    }

    private static func scope(of document: SearchDocument) -> String { scope(document.workspace, isInTrash: document.isInTrash) }

    private static let columns = SearchField.allCases.map(\.rawValue).joined(separator: ", ")
    private static let values = String(repeating: ", ?", count: SearchField.allCases.count)
    private static let assignments = SearchField.allCases.map { "\($0.rawValue) = ?" }.joined(separator: ", ")

    private static let documentColumns = "number, lead_id, workspace_id, in_trash, \(columns)"

    private static func decode(_ row: SQLRow) throws -> (number: Int64, document: SearchDocument) {
        var fields = row.fields
        let number = try fields.next(Int64.self)
        var document = SearchDocument(
            lead: try fields.next(), workspace: try fields.next(), isInTrash: try fields.next(), texts: [:])
        for field in SearchField.allCases { document.texts[field] = try fields.next(String?.self) }
        return (number, document)
    }
}
