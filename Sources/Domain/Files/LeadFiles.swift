package import Blobs
package import DataStore
package import Identity
package import Primitives

/// The bucket that every workspace has for the files of its leads: objects named `{lead}/{name}`.
///
/// It stays private and stays there, for leads are read by those who may read leads; its limits may be changed like any bucket's.
package enum LeadFiles {
    package static let bucket: BucketName = {
        guard let name = BucketName("leads") else { preconditionFailure("the name is one of a bucket") }
        return name
    }()

    /// Part of making a workspace.
    package static func createBucket(for workspace: Workspace, at now: Timestamp, in tx: WriteTransaction) throws {
        try Buckets.add(bucket, to: ID(of: workspace.id), at: now, in: tx)
    }

    /// Gives the bucket to the workspaces that have none. To be called before a node takes requests.
    package static func completeWorkspaces(_ buckets: Buckets) async throws {
        try await buckets.addEverywhere(bucket)
    }

    /// Whether an object may have this key in this bucket: in the bucket of the leads, a lead of the workspace is its folder.
    package static func hasPlace(
        for key: ObjectKey, in name: BucketName, of space: ID<BlobSpace>, _ tx: some SQLReading
    ) throws -> Bool {
        guard name == bucket else { return true }
        guard let lead = lead(of: key) else { return false }
        return try LeadRows.find(lead, of: ID(high: space.high, low: space.low), in: tx) != nil
    }

    /// The lead whose folder a key is in; only the one spelling of an id that lists show names a folder.
    private static func lead(of key: ObjectKey) -> ID<Lead>? {
        let text = key.description
        guard let slash = text.firstIndex(of: "/"), text.index(after: slash) < text.endIndex, let id = ID<Lead>(String(text[..<slash])),
            id.description == text[..<slash]
        else { return nil }
        return id
    }
}
