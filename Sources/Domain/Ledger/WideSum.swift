import DataStore

/// Sums of many amounts, each of which may be as large as 64 bits hold: the engine's own sum fails where they pass that.
enum WideSum {
    /// Two columns, `high` and `low`, of an amount's halves.
    static func columns(of amount: String) -> String { "sum(\(amount) >> 32) AS high, sum(\(amount) & 4294967295) AS low" }

    /// What is past the ends of 64 bits is shown as the end.
    static func value(in row: SQLRow) throws -> Int64 {
        let (high, low): (Int64?, Int64?) = (try row["high"], try row["low"])
        return Int64(clamping: Int128(high ?? 0) << 32 + Int128(low ?? 0))
    }
}
