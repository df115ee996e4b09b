import Blobs
package import DataStore
import Domain
import Identity
import JobQueue
import Realtime

/// Every table of a node, in the order in which they refer to each other.
package enum NodeSchema {
    package static let migrations =
        IdentitySchema.migrations + CodeSchema.migrations + Jobs.migrations + EventLog.migrations + BlobSchema.migrations
        + ProductSchema.migrations
        + InvitationSchema.migrations
}
