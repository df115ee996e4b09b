import Blobs
import DataStore
import FoundationEssentials
package import Primitives

/// Makes one backup: the database first, then the files that it names, and the manifest at the end.
package struct Backup: Sendable {
    private static let pageLimit = 500
    /// Names that a report lists.
    private static let listedMissing = 20

    let vault: Vault
    let source: BackupSource
    let node: BackedNode
    let keep: RetentionRule
    let clock: WallClock
    let progress: BackupProgress

    package init(
        into vault: Vault, of source: BackupSource, node: BackedNode, keep: RetentionRule, clock: WallClock = .system,
        progress: @escaping BackupProgress = { _ in }
    ) {
        self.vault = vault
        self.source = source
        self.node = node
        self.keep = keep
        self.clock = clock
        self.progress = progress
    }

    /// Files must not be removed meanwhile: a running node pins them before (``BlobStore/pin()``).
    ///
    /// - Throws: ``BackupError``; then there is no new backup, and those before are as they were.
    package func run() async throws -> BackupReport {
        try progress(.begun)
        let name = BackupName(at: clock.now())
        return try await Scratch.with(source.scratch) { scratch in
            let writeBehind = WriteBehind(path: scratch.database)
            try await source.copyDatabase(scratch.database) { [progress] in
                try progress(.begun)
                writeBehind.step()
            }
            try progress(.databaseCopied)
            var copied: Int64 = 0
            // Before anything opens it: what is kept is what was copied.
            let database = try store(fileAt: scratch.database, &copied)
            let secret = try FileManager.default.fileExists(atPath: source.secretFile) ? store(fileAt: source.secretFile, &copied) : nil
            let file = try DatabaseFile(path: scratch.database)
            let files = try storeFiles(named: file, &copied)
            let manifest = Manifest(
                name: name, node: node, epoch: try file.epoch(), schema: try file.schema(), database: database,
                rowCounts: try file.rowCounts(), fileList: files.list, fileCount: files.count, fileByteCount: files.byteCount,
                missingFileCount: files.missing.count, secret: secret)
            try file.close()
            try vault.target.settle()
            try progress(.settled)
            try vault.write(manifest)
            try progress(.manifestWritten)
            let pruning = try Pruning(vault: vault, rule: keep, newest: name).run()
            try progress(.pruned)
            return BackupReport(
                manifest: manifest, vaultID: vault.id, copiedByteCount: copied, missing: Array(files.missing.prefix(Self.listedMissing)),
                removed: pruning.removed, sweepFault: pruning.sweepFault)
        }
    }

    private func store(fileAt path: String, _ copied: inout Int64) throws -> StoredStream {
        var writer = StreamWriter(to: vault)
        let file = try DiskFile.open(path)
        let total = try file.byteCount()
        var offset: Int64 = 0
        while offset < total {
            let bytes = try file.read(at: offset, count: 1 << 20)
            guard !bytes.isEmpty else { break }
            try writer.append(bytes)
            offset += Int64(bytes.count)
            try progress(.copied(done: offset, of: total))
        }
        let stream = try writer.finish()
        copied += writer.copiedByteCount
        return stream
    }

    private func storeFiles(
        named database: DatabaseFile, _ copied: inout Int64
    ) throws -> (list: StoredStream, count: Int, byteCount: Int64, missing: [String]) {
        var list = StreamWriter(to: vault)
        var (count, byteCount): (Int, Int64) = (0, 0)
        var missing: [String] = []
        var last: StoredFile?
        while true {
            let page = try database.read { [last] in try StoredFile.list(after: last, limit: Self.pageLimit, $0) }
            for file in page {
                let fault = try store(file, &copied)
                if let fault { missing.append(fault) }
                try list.append(Array(ListedFile(file, isMissing: fault != nil).line.utf8))
                count += 1
                byteCount += file.byteCount
                try progress(.copied(done: byteCount, of: byteCount))
            }
            guard let next = page.last else { break }
            last = next
        }
        let stream = try list.finish()
        copied += list.copiedByteCount
        return (stream, count, byteCount, missing)
    }

    /// - Returns: what is wrong with the node's own file; a damaged one must not keep the others from being safe.
    private func store(_ file: StoredFile, _ copied: inout Int64) throws -> String? {
        let path = ([source.blobs] + file.path).joined(separator: "/")
        do {
            copied += try vault.put(file.hash, byteCount: file.byteCount) { append in
                let stored: DiskFile
                do {
                    stored = try DiskFile.open(path)
                    guard try stored.byteCount() == file.byteCount else { throw BackupError(.source, "is longer or shorter than stored") }
                } catch let error as BlobError {
                    throw BackupError(.source, error.message)
                }
                var offset: Int64 = 0
                while offset < file.byteCount {
                    let bytes: [UInt8]
                    do {
                        bytes = try stored.read(at: offset, count: 1 << 20)
                    } catch let error as BlobError {
                        throw BackupError(.source, error.message)
                    }
                    guard !bytes.isEmpty else { throw BackupError(.source, "is shorter than stored") }
                    try append(bytes)
                    offset += Int64(bytes.count)
                    try progress(.copied(done: offset, of: file.byteCount))
                }
            }
            return nil
        } catch let error as BackupError where error.code == .source {
            return "\(path) \(error.message)"
        }
    }
}
