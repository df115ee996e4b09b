import Blobs
package import DataStore
import Foundation

/// Brings a backup back as a data folder.
///
/// Everything is put together and checked in a folder beside, which takes the place of the empty one by a single renaming: whenever the
/// process dies, there is either nothing or all of it.
package struct Restore: Sendable {
    /// What was done.
    package struct Report: Sendable {
        package let manifest: Manifest
        package let byteCount: Int64
        /// Whether the root secret came back with it.
        package let hasSecret: Bool
    }

    let vault: Vault
    let manifest: Manifest
    let migrations: [Migration]
    /// What is not true in the restored database.
    let corrections: [String]
    let progress: BackupProgress

    package init(
        _ manifest: Manifest, of vault: Vault, migrations: [Migration], corrections: [String], progress: @escaping BackupProgress = { _ in }
    ) {
        self.vault = vault
        self.manifest = manifest
        self.migrations = migrations
        self.corrections = corrections
        self.progress = progress
    }

    /// - Parameter path: a folder that is empty or not there.
    /// - Throws: ``BackupError``, ``StoreError`` `locked`; then the folder is as it was.
    package func run(to path: String) throws -> Report {
        let target = URL(filePath: path).absoluteURL.standardizedFileURL.path(percentEncoded: false).droppingSlash
        if let fault = DataFolder.fault(ofPath: target) { throw BackupError(.place, "\(target): \(fault).") }
        try requireEmpty(target)
        try manifest.requireKnown(migrations)
        let byteCount = try requireAll()
        let staging = target + ".restoring"
        let parent = (target as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        // Held, so that no second restore comes to the same place; what one left that died is cleared.
        let folder = try DataFolder(path: staging)
        try clear(folder)
        try requireRoom(for: byteCount, in: staging)
        try progress(.begun)
        try putBack(into: folder)
        try rename(staging, to: target, parent)
        try progress(.renamed)
        return Report(manifest: manifest, byteCount: byteCount, hasSecret: manifest.secret != nil)
    }

    private func putBack(into folder: DataFolder) throws {
        let database = RestoredDatabase(vault: vault, manifest: manifest, progress: progress)
        do {
            try database.write(to: folder.databasePath)
            let faults = try database.faults(at: folder.databasePath)
            guard faults.isEmpty else {
                throw BackupError(.damaged, "The database of the backup \(manifest.name) is damaged: \(faults.joined(separator: "; ")).")
            }
            try putBackFiles(into: folder.blobsPath)
            if let secret = manifest.secret {
                let file = try DiskFile.create(folder.secretPath)
                try vault.read(secret) { try file.write($0) }
                try file.sync()
            }
            let file = try DatabaseFile(path: folder.databasePath)
            try file.beginEpoch(corrections)
            try file.close()
            try progress(.epochBegun)
            try DiskFolders.sync(folder.path)
        } catch let error as BlobError {
            throw BackupError(error.code == .full ? .full : .inputOutput, "The backup can't be put back: \(error.message).")
        }
    }

    private func putBackFiles(into root: String) throws {
        try DiskFolders.make(root)
        var folders: Set<String> = [root]
        var done: Int64 = 0
        try vault.files(of: manifest) { listed in
            if listed.isMissing { return }
            var path = root
            for part in listed.file.path.dropLast() {
                path += "/\(part)"
                if folders.insert(path).inserted { try DiskFolders.make(path) }
            }
            let file = try DiskFile.create("\(path)/\(listed.file.hash)")
            var (written, pace) = (Int64(0), PacedWriting(of: file))
            try vault.read(listed.file.hash, byteCount: listed.file.byteCount) { bytes in
                try file.write(bytes)
                written += Int64(bytes.count)
                pace.wrote(upTo: written)
            }
            try file.sync()
            done += listed.file.byteCount
            try progress(.copied(done: done, of: manifest.fileByteCount))
        }
        for folder in folders { try DiskFolders.sync(folder) }
    }

    /// A folder by that name that is empty goes by the renaming itself.
    private func rename(_ staging: String, to target: String, _ parent: String) throws {
        do {
            try DiskFolders.rename(staging, to: target)
            try DiskFolders.sync(parent)
        } catch {
            throw BackupError(
                .inputOutput,
                "\(staging) is complete but can't take the place of \(target) (\(error.message)). A disk that is mounted at that very place "
                    + "can't be replaced: name a folder in it.")
        }
    }

    // MARK: Before anything is touched

    private func requireEmpty(_ path: String) throws {
        let names = try? FileManager.default.contentsOfDirectory(atPath: path)
        guard FileManager.default.fileExists(atPath: path) else { return }
        guard let names, names.isEmpty else {
            throw BackupError(
                .occupied, "\(path) is not an empty folder. Name one that is empty or not there; nothing is ever overwritten.")
        }
    }

    /// That all is there and as long as it has to be; its bytes are compared on their way.
    private func requireAll() throws -> Int64 {
        var byteCount = manifest.database.byteCount
        var lost: [String] = []
        func require(_ hash: ContentHash, _ count: Int64) throws {
            if try !vault.has(hash, byteCount: count) { lost.append(vault.place(of: hash)) }
        }
        for stream in [manifest.database, manifest.fileList] + [manifest.secret].compactMap(\.self) {
            for piece in stream.sizedPieces { try require(piece.hash, piece.byteCount) }
        }
        if lost.isEmpty {
            try vault.files(of: manifest) { file in
                if file.isMissing { return }
                try require(file.file.hash, file.file.byteCount)
                byteCount += file.file.byteCount
            }
        }
        guard let first = lost.first else { return byteCount }
        throw BackupError(
            .missing,
            "\(first)\(lost.count > 1 ? " and \(lost.count - 1) more" : "") of the backup \(manifest.name) is not there, or shorter than it "
                + "was. Name another one with --backup.")
    }

    private func requireRoom(for byteCount: Int64, in folder: String) throws {
        let values = try FileManager.default.attributesOfFileSystem(forPath: folder)
        guard let free = (values[.systemFreeSize] as? NSNumber)?.int64Value, free < byteCount else { return }
        throw BackupError(.full, "The backup needs \(byteCount) bytes, and \(free) are free in \(folder).")
    }

    private func clear(_ folder: DataFolder) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name != "uprising.lock" {
            try FileManager.default.removeItem(atPath: "\(folder.path)/\(name)")
        }
    }
}

extension String {
    fileprivate var droppingSlash: String { count > 1 && hasSuffix("/") ? String(dropLast()) : self }
}
