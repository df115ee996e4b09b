package import DataStore
package import Primitives

/// Buckets that the product itself makes, in writes of its own.
extension Buckets {
    /// Makes a private bucket without limits; does nothing when there is one of this name.
    package static func add(_ name: BucketName, to space: ID<BlobSpace>, at now: Timestamp, in tx: WriteTransaction) throws {
        guard try BucketRows.find(name, in: space, tx) == nil else { return }
        try BucketRows.insert(
            Bucket(
                id: ID(at: now), space: space, name: name, isPublic: false, byteLimit: nil, mediaTypes: nil, generation: now.microseconds,
                createdAt: now, updatedAt: now), in: tx)
    }

    /// Adds the bucket to every workspace that has none of this name, some hundred at a time.
    package func addEverywhere(_ name: BucketName) async throws {
        while try await write({ [clock] tx in
            let spaces = try BucketRows.spacesWithout(name, limit: Self.stepLimit, tx)
            for space in spaces { try Self.add(name, to: space, at: clock.now(), in: tx) }
            return spaces.count
        }) == Self.stepLimit {}
    }
}
