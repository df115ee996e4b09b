import Primitives

/// What an upgrade of a data folder to this program would find and do.
struct UpgradeReport: Sendable, Codable {
    enum Verdict: String, Sendable, Codable {
        /// It can be done.
        case ready
        /// It could be, but something should be done first.
        case careful
        /// It can't.
        case refused
    }

    /// Of this program.
    let version: String
    let database: String
    /// Whether there is one; without, the first start makes it.
    let isThere: Bool
    let isRunning: Bool
    /// Of the database with its log of writes.
    let byteCount: Int64
    /// The newest migration that it has behind it.
    let schema: String?
    /// Migrations that this program would run, in their order.
    let pending: [String]
    /// What stands in the way of it.
    let refusals: [String]
    /// What should be done first.
    let warnings: [String]
    /// At most; nothing when nothing is pending.
    let neededByteCount: Int64
    let freeByteCount: Int64
    /// Of the migrations, at most, on a disk that writes ``UpgradeCheck/bytesPerSecond``.
    let estimatedSeconds: Int64
    let lastBackupAt: Timestamp?

    var verdict: Verdict { !refusals.isEmpty ? .refused : !warnings.isEmpty ? .careful : .ready }
}
