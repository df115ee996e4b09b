import DataStore

/// The table of tokens that language models have cost, a row a day: SQL, nothing else.
enum TokenRows {
    static let migrations = [
        Migration(
            "analyzer-tokens/001",
            """
            CREATE TABLE analyzer_tokens (
                day INTEGER PRIMARY KEY,
                tokens INTEGER NOT NULL
            ) {strict};
            """)
    ]

    /// Days since 1970 that are looked back on: for a year's bill.
    private static let keptDays: Int64 = 400

    /// - Returns: whether the day had room for them; otherwise nothing is changed.
    static func add(_ tokens: Int, on day: Int64, upTo limit: Int, in tx: WriteTransaction) throws -> Bool {
        guard tokens <= limit else { return false }
        let changed = try tx.execute(
            """
            INSERT INTO analyzer_tokens (day, tokens) VALUES (?, ?)
            ON CONFLICT (day) DO UPDATE SET tokens = analyzer_tokens.tokens + excluded.tokens
                WHERE analyzer_tokens.tokens + excluded.tokens <= ?
            """, [day, tokens, limit])
        try tx.execute("DELETE FROM analyzer_tokens WHERE day < ?", [day - keptDays])
        return changed > 0
    }

    static func adjust(by tokens: Int, on day: Int64, in tx: WriteTransaction) throws {
        try tx.execute(
            "UPDATE analyzer_tokens SET tokens = CASE WHEN tokens + ? > 0 THEN tokens + ? ELSE 0 END WHERE day = ?", [tokens, tokens, day])
    }

    static func tokens(on day: Int64, in tx: some SQLReading) throws -> Int {
        try tx.value("SELECT tokens FROM analyzer_tokens WHERE day = ?", [day]) ?? 0
    }
}
