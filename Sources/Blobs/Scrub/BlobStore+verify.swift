import Crypto
import DataStore
import Primitives

extension BlobStore {
    private static let pageLimit = 500
    /// One turn of a disk thread; between turns others get theirs, and a cancellation is noticed.
    private static let readByteCount = 1_048_576

    /// Reads every stored byte again and compares it with its hash; lists differences, missing files and orphans. Changes nothing.
    package func verify() async throws -> BlobVerification {
        var verification = BlobVerification()
        var last: BlobKey?
        while true {
            let page = try await store.read { [last] in try ObjectRows.contents(after: last, limit: Self.pageLimit, $0) }
            for content in page {
                verification.fileCount += 1
                if let fault = try await fault(of: content) {
                    verification.add(fault)
                } else {
                    verification.byteCount += content.byteCount
                }
            }
            guard let next = page.last?.key else { break }
            last = next
        }
        for leaf in try await leaves() {
            let candidates = try await unreferenced(in: leaf)
            for key in candidates where !leases.isHeld(key) { verification.add(.orphan(path: folder.path(of: key))) }
        }
        return verification
    }

    func fault(of content: ObjectRows.Content) async throws -> BlobVerification.Fault? {
        let path = folder.path(of: content.key)
        do {
            let blob = try await open(content.key, byteCount: content.byteCount)
            let hash = try await hash(of: blob)
            return hash == content.key.hash ? nil : .changed(content.objectID, path: path)
        } catch let error as BlobError {
            switch error.code {
            case .missing: return .missing(content.objectID, path: path)
            case .wrongLength: return .wrongLength(content.objectID, path: path)
            case .inputOutput, .changed: return .changed(content.objectID, path: path)
            case .full, .readOnly, .busy: throw error
            }
        }
    }

    private func hash(of blob: OpenBlob) async throws -> ContentHash {
        var hasher = SHA256()
        var offset: Int64 = 0
        while offset < blob.byteCount {
            try Task.checkCancellation()
            let bytes = try await blob.read(at: offset, count: Int(min(Int64(Self.readByteCount), blob.byteCount - offset)))
            bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
            offset += Int64(bytes.count)
        }
        return ContentHash(hasher.finalize())
    }
}
