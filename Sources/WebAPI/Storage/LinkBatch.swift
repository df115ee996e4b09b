import Blobs
import Primitives

/// Signs many links of a bucket, on all cores and beside the event loop: ten thousand would keep it from everybody else for a tenth of a second.
struct LinkBatch: Sendable {
    /// A few milliseconds of work.
    private static let stretch = 1_000

    let signer: StorageLinkSigner
    let bucket: Bucket
    let expiresAt: Timestamp
    /// Of the objects that there are.
    let generations: [ObjectKey: Int64]

    /// In the order of `paths`, where a path has no key unless the caller may read there.
    func entries(for paths: [(path: String, key: ObjectKey?)]) async throws -> [SignedEntry] {
        try await withThrowingTaskGroup(of: (Int, [SignedEntry]).self) { group in
            for start in stride(from: 0, to: paths.count, by: Self.stretch) {
                group.addTask(executorPreference: globalConcurrentExecutor) {
                    (start, paths[start..<min(start + Self.stretch, paths.count)].map(entry))
                }
            }
            let parts = try await group.reduce(into: [:]) { parts, part in parts[part.0] = part.1 }
            return parts.keys.sorted().flatMap { parts[$0] ?? [] }
        }
    }

    private func entry(_ path: String, _ key: ObjectKey?) -> SignedEntry {
        guard let key, let generation = generations[key] else { return SignedEntry(path: path, address: nil) }
        let token = signer.sign(StorageRoutes.link(to: key, generation, in: bucket, until: expiresAt))
        return SignedEntry(path: path, address: "\(StorageRoutes.address("object/sign", bucket))\(StoragePath.encode(key))?token=\(token)")
    }
}
