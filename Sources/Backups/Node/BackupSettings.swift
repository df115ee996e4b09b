package import Primitives

/// What a node backs up by itself, and where to.
package struct BackupSettings: Sendable {
    /// `nil`: nothing is backed up but by command.
    package let folder: String?
    /// `nil`: only when somebody asks.
    package let every: Duration?
    package let keep: RetentionRule
    /// With one backups are encrypted.
    package let passphrase: Secret?
    package let drillEvery: Duration?

    package init(folder: String?, every: Duration?, keep: RetentionRule, passphrase: Secret?, drillEvery: Duration?) {
        self.folder = folder
        self.every = every
        self.keep = keep
        self.passphrase = passphrase
        self.drillEvery = drillEvery
    }
}
