import DataStore
import Identity
import Primitives

/// How many leads stand in a stage, and what they are worth.
struct StageTotals {
    private(set) var count = 0
    private(set) var staleCount = 0
    private(set) var sum = MoneySum()

    /// - Parameter currency: the one that most values are in, which is summed on the way; others cost a second look.
    init(of stage: Stage, _ conditions: SQLPart, currency: Currency, at now: Timestamp, in tx: some SQLReading) throws {
        let source = "FROM lead AS l\(tx.dialect.reading(by: "lead_by_stage")) WHERE l.stage_id = ?\(conditions.sql)"
        let arguments: [any SQLConvertible] = [stage.id] + conditions.arguments
        guard
            let row = try tx.row(
                """
                SELECT count(*) AS n, count(CASE WHEN l.stage_since < ? THEN 1 END) AS stale, count(l.value_amount) AS valued,
                    count(CASE WHEN l.value_currency = ? THEN 1 END) AS usual,
                    \(Self.sums("CASE WHEN l.value_currency = ? THEN l.value_amount END"))
                \(source)
                """, [stage.staleBefore(now) ?? Timestamp(microseconds: .min), currency.code, currency.code, currency.code] + arguments)
        else { return }
        count = try row["n"]
        staleCount = try row["stale"]
        sum.add(try Self.sum(row), currency)
        guard try row["valued"] as Int > row["usual"] else { return }
        for row in try tx.rows(
            """
            SELECT l.value_currency AS code, \(Self.sums("l.value_amount")) \(source) AND l.value_currency <> ? GROUP BY l.value_currency
            """, arguments + [currency.code])
        {
            guard let other = Currency(try row["code"]) else { continue }
            sum.add(try Self.sum(row), other)
        }
    }

    private static let lowBits = 20

    /// In two parts, for a sum of 64 bits may overflow.
    private static func sums(_ amount: String) -> String {
        """
        coalesce(sum((\(amount)) >> \(lowBits)), 0) AS high, coalesce(sum((\(amount)) & \((1 << lowBits) - 1)), 0) AS low
        """
    }

    private static func sum(_ row: SQLRow) throws -> Int128 {
        let (high, low): (Int64, Int64) = (try row["high"], try row["low"])
        return Int128(high) << lowBits + Int128(low)
    }
}

extension Stage {
    /// Since before when a lead must have stood here to be stale; `nil` where none ever is.
    func staleBefore(_ now: Timestamp) -> Timestamp? {
        guard kind == .open, let staleDays else { return nil }
        return now - .days(Int64(staleDays))
    }
}
