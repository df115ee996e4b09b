import Primitives

/// A credential found in the database: for whom it stands and how long.
struct RecognizedCredential: Sendable {
    /// A finer record would cost a write for nothing that a person wants to know.
    static let recordingInterval: Duration = .seconds(60)

    let principal: Principal
    var lastUsedAt: Timestamp?
    /// The end whatever happens; `nil` for a credential that lives until it is revoked.
    let expiresAt: Timestamp?
    /// The longest time without a use.
    let idleLimit: Duration?

    func isValid(at moment: Timestamp) -> Bool {
        if let expiresAt, moment >= expiresAt { return false }
        if let idleLimit, let lastUsedAt, moment - lastUsedAt >= idleLimit { return false }
        return true
    }

    func isUseWorthRecording(at moment: Timestamp) -> Bool {
        guard let lastUsedAt else { return true }
        return moment - lastUsedAt >= Self.recordingInterval
    }
}
