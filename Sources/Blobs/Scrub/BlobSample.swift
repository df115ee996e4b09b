import Crypto
package import DataStore
import Primitives

/// Some stored files, read again and compared with their hashes: what can be done in seconds, beside a running node or without one.
package struct BlobSample: Sendable {
    /// What is read at most, beyond the first file.
    private static let byteLimit: Int64 = 64 << 20
    private static let readByteCount = 1 << 20

    package let fileCount: Int
    package let byteCount: Int64
    /// Paths, each with what is wrong.
    package let faults: [String]

    /// - Parameters:
    ///   - path: the folder of the files.
    ///   - limit: how many files.
    ///   - hasTime: asked between two files; false ends the sample.
    package init(ofFilesIn path: String, limit: Int, in tx: some SQLReading, hasTime: () -> Bool) throws {
        let folder = BlobFolder(root: path)
        var fileCount = 0
        var byteCount: Int64 = 0
        var faults: [String] = []
        for content in try ObjectRows.anyContents(limit: limit, in: tx) {
            guard fileCount == 0 || hasTime() && byteCount + content.byteCount <= Self.byteLimit else { continue }
            fileCount += 1
            byteCount += content.byteCount
            if let fault = Self.fault(of: content, at: folder.path(of: content.key)) { faults.append(fault) }
        }
        self.fileCount = fileCount
        self.byteCount = byteCount
        self.faults = faults
    }

    private static func fault(of content: ObjectRows.Content, at path: String) -> String? {
        do throws(BlobError) {
            let file = try DiskFile.open(path)
            guard try file.byteCount() == content.byteCount else { return "\(path): longer or shorter than it was stored" }
            var hasher = SHA256()
            var offset: Int64 = 0
            while offset < content.byteCount {
                let bytes = try file.read(at: offset, count: Int(min(Int64(readByteCount), content.byteCount - offset)))
                guard !bytes.isEmpty else { return "\(path): longer or shorter than it was stored" }
                hasher.update(data: bytes)
                offset += Int64(bytes.count)
            }
            return ContentHash(hasher.finalize()) == content.key.hash ? nil : "\(path): other bytes than were stored"
        } catch {
            return error.code == .missing ? "\(path): missing" : error.message
        }
    }
}
