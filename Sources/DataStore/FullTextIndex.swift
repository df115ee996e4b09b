/// A full-text index of numbered rows: words in, numbers out. What the words came from stands elsewhere.
///
/// Words are ready when they come: folded, without signs, one space between two. Signs and capitals of ASCII may stay.
package struct FullTextIndex: Sendable {
    static let scopeColumn = "scope"

    package let name: String
    package let columns: [String]

    package init(_ name: String, columns: [String]) {
        self.name = name
        self.columns = columns
    }

    /// Its definition, in the words of ``Dialect``.
    package var definition: String { "{full_text \(name) \(columns.joined(separator: " "))};" }

    /// Words of one to three letters, which begin a large part of all words, are found by indexes of their own; the others are merged from
    /// the words that they begin. Sizes of columns are for a ranking that is not used.
    func sqliteDefinition() -> String {
        """
        CREATE VIRTUAL TABLE \(name) USING fts5(
            \(Self.scopeColumn), \(columns.joined(separator: ", ")), tokenize = 'ascii', prefix = '1 2 3', content = '', columnsize = 0)
        """
    }

    /// - Parameter words: a text for each column.
    package func insert(_ number: Int64, scope: String, _ words: [String?], in tx: WriteTransaction) throws {
        let values = String(repeating: ", ?", count: columns.count)
        try tx.execute(
            "INSERT INTO \(name) (rowid, \(Self.scopeColumn), \(columns.joined(separator: ", "))) VALUES (?, ?\(values))",
            [number, scope] + words.map { $0.sqlValue })
    }

    /// - Parameter words: what was inserted under the number, to the letter: the index keeps no copy to know it by.
    package func remove(_ number: Int64, scope: String, _ words: [String?], in tx: WriteTransaction) throws {
        let values = String(repeating: ", ?", count: columns.count)
        try tx.execute(
            "INSERT INTO \(name) (\(name), rowid, \(Self.scopeColumn), \(columns.joined(separator: ", "))) VALUES ('delete', ?, ?\(values))",
            [number, scope] + words.map { $0.sqlValue })
    }

    /// Writes the index anew without what was removed from it, which stays in its segments until they are merged.
    ///
    /// Takes a second or so for 100,000 rows, and no other write goes on meanwhile.
    package func rewrite(in tx: WriteTransaction) throws {
        try tx.execute("INSERT INTO \(name) (\(name)) VALUES ('optimize')")
    }

    /// A query of the column `number`: the rows that match, at most `limit`, in the order of their numbers.
    ///
    /// - Parameter number: behind which they begin.
    package func numbers(
        matching query: FullTextQuery, descending: Bool, beyond number: Int64? = nil, limit: Int
    ) -> SQLPart {
        SQLPart(
            """
            SELECT rowid AS number FROM \(name) WHERE \(name) MATCH ?\(number == nil ? "" : " AND rowid \(descending ? "<" : ">") ?") \
            ORDER BY rowid\(descending ? " DESC" : "") LIMIT ?
            """, [query.expression] + (number.map { [$0] } ?? []) + [limit])
    }

    /// A query of the columns `number` and `place`: the newest rows that match, at most `limit`, and in which of some sets of columns every phrase
    /// stands: the place of the first such set, or their number.
    package func places(matching query: FullTextQuery, in sets: [[String]], limit: Int) -> SQLPart {
        let bits = sets.map { set in
            // The scope is the first column.
            columns.indices.filter { set.contains(columns[$0]) }.reduce(0) { $0 | 1 << ($1 + 1) }
        }
        return SQLPart(
            """
            SELECT rowid AS number, match_place(\(name)\(String(repeating: ", ?", count: bits.count))) AS place FROM \(name) \
            WHERE \(name) MATCH ? ORDER BY rowid DESC LIMIT ?
            """, bits as [any SQLConvertible] + [query.expression, limit])
    }

    /// A query of the column `number`: all rows that match, in no order.
    package func numbers(matching query: FullTextQuery) -> SQLPart {
        SQLPart("SELECT rowid AS number FROM \(name) WHERE \(name) MATCH ?", [query.expression])
    }
}
