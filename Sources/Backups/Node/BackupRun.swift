import DataStore
package import Primitives

/// One backup or drill of the node: asked for, under way, or ended.
package struct BackupRun: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, CaseIterable, SQLConvertible, Codable {
        case backup
        /// A backup was restored into a folder of no lasting use, and checked.
        case drill
    }

    package enum State: String, Hashable, Sendable, CaseIterable, SQLConvertible, JSONWritable, Codable {
        case waiting, running, succeeded, failed
    }

    /// Who wanted it.
    package enum Trigger: String, Hashable, Sendable, CaseIterable, SQLConvertible, JSONWritable, Codable {
        case schedule, person, command
    }

    package let id: ID<BackupRun>
    package let kind: Kind
    package let trigger: Trigger
    /// The folder.
    package let target: String
    package let createdAt: Timestamp
    package var state = State.waiting
    package var startedAt: Timestamp?
    package var endedAt: Timestamp?
    /// The name of the backup that was made or tried.
    package var backup: String?
    package var vaultID: String?
    package var databaseByteCount: Int64 = 0
    package var rowCount: Int64 = 0
    /// Of a drill, those of the sample.
    package var fileCount = 0
    /// Of a backup, what its files have; of a drill, what was read again, the database included.
    package var fileByteCount: Int64 = 0
    /// What was written to the folder, and not there before.
    package var copiedByteCount: Int64 = 0
    /// Files that are damaged or gone at the node, and so are missing from the backup.
    package var missingFileCount = 0
    /// What went wrong, and what to do.
    package var fault: String?
    package var version: Int64 = 1

    package init(id: ID<BackupRun>, kind: Kind, trigger: Trigger, target: String, createdAt: Timestamp) {
        self.id = id
        self.kind = kind
        self.trigger = trigger
        self.target = target
        self.createdAt = createdAt
    }

    package var isOver: Bool { state == .succeeded || state == .failed }
}
