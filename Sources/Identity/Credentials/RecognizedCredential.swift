package import Primitives

/// A credential that was found good: for whom it stands and how long.
package struct RecognizedCredential: Sendable {
    /// A finer record would cost a write for nothing that a person wants to know.
    static let recordingInterval: Duration = .seconds(60)

    package let principal: Principal
    /// The end whatever happens; `nil` for a credential that lives until it is revoked.
    package let expiresAt: Timestamp?
    /// Whether each use is to be remembered with the credential.
    let recordsUse: Bool
    var lastUsedAt: Timestamp?

    package init(principal: Principal, expiresAt: Timestamp?, recordsUse: Bool = false, lastUsedAt: Timestamp? = nil) {
        self.principal = principal
        self.expiresAt = expiresAt
        self.recordsUse = recordsUse
        self.lastUsedAt = lastUsedAt
    }

    func isValid(at moment: Timestamp) -> Bool { expiresAt.map { moment < $0 } ?? true }

    func isUseWorthRecording(at moment: Timestamp) -> Bool {
        guard recordsUse else { return false }
        return lastUsedAt.map { moment - $0 >= Self.recordingInterval } ?? true
    }
}
