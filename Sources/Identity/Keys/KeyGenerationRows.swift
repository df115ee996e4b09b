import DataStore
import Primitives

/// SQL of key generations.
enum KeyGenerationRows {
    private static let columns = "purpose, generation, created_at, retires_at"

    /// Every generation that is still of use at `moment`, by purpose, the newest first.
    static func accepted(at moment: Timestamp, in transaction: some SQLReading) throws -> [KeyGeneration] {
        // A purpose has at most `Keys.acceptedLimit` of them.
        try transaction.rows(
            """
            SELECT \(columns) FROM key_generation WHERE retires_at IS NULL OR retires_at > ?
            ORDER BY purpose, generation DESC LIMIT \(KeyPurpose.allCases.count * Keys.acceptedLimit)
            """, [moment]
        ).map { row in
            KeyGeneration(
                purpose: try row["purpose"], number: try row["generation"], createdAt: try row["created_at"],
                retiresAt: try row["retires_at"])
        }
    }

    static func insertFirst(_ purpose: KeyPurpose, at moment: Timestamp, in transaction: WriteTransaction) throws {
        try transaction.execute(
            "INSERT INTO key_generation (\(columns)) VALUES (?, 1, ?, NULL) ON CONFLICT (purpose, generation) DO NOTHING",
            [purpose, moment])
    }

    static func insert(_ generation: KeyGeneration, in transaction: WriteTransaction) throws {
        try transaction.execute(
            "INSERT INTO key_generation (\(columns)) VALUES (?, ?, ?, ?)",
            [generation.purpose, generation.number, generation.createdAt, generation.retiresAt])
    }

    static func retireCurrent(_ purpose: KeyPurpose, at moment: Timestamp, in transaction: WriteTransaction) throws {
        try transaction.execute(
            "UPDATE key_generation SET retires_at = ? WHERE purpose = ? AND retires_at IS NULL", [moment, purpose])
    }
}
