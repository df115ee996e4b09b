import Backups
import Blobs
package import DataStore
import Domain
import Identity
import JobQueue
import Realtime
import Telemetry

/// Every table of a node, in the order in which they refer to each other.
package enum NodeSchema {
    package static let migrations =
        IdentitySchema.migrations + CodeSchema.migrations + Jobs.migrations + EventLog.migrations + BlobSchema.migrations
        + ProductSchema.migrations
        + InvitationSchema.migrations
        + AlertSchema.migrations
        + BackupRunRows.migrations

    /// What a restored database must not go on saying.
    static let corrections = BlobSchema.corrections + BackupRunRows.corrections
}
