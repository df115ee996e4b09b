import DataStore
package import Primitives

extension Buckets {
    /// Versions of the trash that one page looks at: a filter that finds little must not read all there is.
    static let trashLookLimit = 10_000

    /// One page of what can be brought back, the newest first.
    ///
    /// A page that looked at ``trashLookLimit`` versions ends there: it may be short, or empty, and have a `next` all the same.
    /// - Parameters:
    ///   - cursor: the `next` of the page before.
    ///   - isWanted: asked about each.
    /// - Returns: `nil` for a cursor that no page gave out.
    package func trash(
        in space: ID<BlobSpace>, after cursor: String? = nil, limit: Int,
        isWanted: @escaping @Sendable (BucketName, ObjectKey) -> Bool = { _, _ in true }
    ) async throws -> Page<TrashedObject>? {
        var place = TrashPlace.top
        if let cursor {
            guard let known = TrashPlace(cursor) else { return nil }
            place = known
        }
        return try await store.read { [place] tx in
            let (places, next) = try Self.trashPlaces(in: space, below: place, limit: limit, isWanted, tx)
            return Page(items: try places.compactMap { try TrashRows.find($0.version, in: space, tx) }, next: next?.description)
        }
    }

    private static func trashPlaces(
        in space: ID<BlobSpace>, below start: TrashPlace, limit: Int, _ isWanted: (BucketName, ObjectKey) -> Bool, _ tx: ReadTransaction
    ) throws -> (found: [TrashPlace], next: TrashPlace?) {
        var found: [TrashPlace] = []
        var place = start
        var looked = 0
        while looked < trashLookLimit {
            let batch = try TrashRows.places(in: space, below: place, limit: stepLimit, tx)
            for candidate in batch where isWanted(candidate.bucket, candidate.key) {
                if found.count == limit { return (found, found.last) }
                found.append(candidate.place)
            }
            guard batch.count == stepLimit, let last = batch.last else { return (found, nil) }
            place = last.place
            looked += batch.count
        }
        return (found, place)
    }
}
