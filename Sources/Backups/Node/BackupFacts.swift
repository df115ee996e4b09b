package import Primitives

/// How safe the node's data is, as alerts and the health page judge it.
package struct BackupFacts: Sendable {
    /// Whether backups are made by themselves.
    package let isScheduled: Bool
    package let folder: String?
    package let every: Duration?
    package let drillEvery: Duration?
    package let isEncrypted: Bool
    /// The newest that succeeded, into the folder of the settings if there is one.
    package let lastGood: BackupRun?
    package let lastFailed: BackupRun?
    /// The newest drill that ended, whichever way.
    package let lastDrill: BackupRun?
    /// When the next is due; at once when that has passed.
    package let nextAt: Timestamp?

    package init(
        isScheduled: Bool, folder: String?, every: Duration?, drillEvery: Duration?, isEncrypted: Bool, lastGood: BackupRun?,
        lastFailed: BackupRun?, lastDrill: BackupRun?, nextAt: Timestamp?
    ) {
        self.isScheduled = isScheduled
        self.folder = folder
        self.every = every
        self.drillEvery = drillEvery
        self.isEncrypted = isEncrypted
        self.lastGood = lastGood
        self.lastFailed = lastFailed
        self.lastDrill = lastDrill
        self.nextAt = nextAt
    }

    /// How old the newest good backup is: what a lost disk takes with it.
    package func age(at now: Timestamp) -> Duration? {
        lastGood?.startedAt.map { now - $0 }
    }
}
