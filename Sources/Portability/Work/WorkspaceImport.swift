import Backups
package import Blobs
package import DataStore
import Domain
import Foundation
package import Identity
package import Primitives

/// Brings a workspace that was exported into this node, whole or not at all.
///
/// Everything is read, checked and made ready first; what makes it visible is one write. Whatever dies before leaves a scratch folder, which
/// the next start clears, and files that no row names, which are swept.
package struct WorkspaceImport: Sendable {
    private let store: Store
    private let blobs: BlobStore
    private let scratch: String
    private let migrations: [Migration]
    private let clock: WallClock
    private let progress: ImportProgress

    /// - Parameter folder: the data folder, which the caller holds.
    package init(
        store: Store, blobs: BlobStore, folder: DataFolder, migrations: [Migration], clock: WallClock = .system,
        progress: @escaping ImportProgress = { _ in }
    ) {
        self.init(
            store: store, blobs: blobs, scratch: Self.scratch(in: folder.path), migrations: migrations, clock: clock, progress: progress)
    }

    package init(
        store: Store, blobs: BlobStore, scratch: String, migrations: [Migration], clock: WallClock = .system,
        progress: @escaping ImportProgress = { _ in }
    ) {
        self.store = store
        self.blobs = blobs
        self.scratch = scratch
        self.migrations = migrations
        self.clock = clock
        self.progress = progress
    }

    package static func scratch(in folder: String) -> String { "\(folder)/import" }

    /// Removes what an import left that died.
    package static func clear(_ scratch: String) throws {
        guard FileManager.default.fileExists(atPath: scratch) else { return }
        try FileManager.default.removeItem(atPath: scratch)
    }

    /// - Parameters:
    ///   - path: a folder or `.tar` that ``WorkspaceExport`` wrote.
    ///   - name: what the workspace is called here; `nil` leaves its name.
    ///   - forget: told, after the commit and from the writer, whose memberships are others now.
    /// - Throws: ``PortabilityError``; then the node is as it was.
    package func run(
        from path: String, as name: DisplayName? = nil, act: Act, forget: @escaping @Sendable (ID<Person>) -> Void
    ) async throws -> PortabilityReport {
        try await PortabilityError.translating {
            try await BackupThread.run { try await bringIn(path, name, act, forget) }
        }
    }

    private func bringIn(
        _ path: String, _ name: DisplayName?, _ act: Act, _ forget: @escaping @Sendable (ID<Person>) -> Void
    ) async throws -> PortabilityReport {
        let archive = try ExportArchive(path: path)
        let check = ArchiveCheck(archive: archive, schema: migrations.map { SchemaStep($0) })
        let manifest = try check.manifest()
        guard let workspace = ID<Workspace>(manifest.workspaceId) else {
            throw PortabilityError(.damaged, "\(ExportManifest.name) names no workspace.")
        }
        guard try await store.read({ try Workspaces.find(workspace, in: $0) }) == nil else { throw SettledWorkspace.isHere(workspace) }
        try Self.requireRoom(for: manifest, besides: scratch)
        try check.run(manifest)
        try progress(.checked)
        let held = try hold()
        defer { withExtendedLifetime(held) {} }
        do {
            let report = try await bringIn(archive, manifest, workspace, name, act, forget)
            try Self.clear(scratch)
            return report
        } catch {
            // The next one clears what this one can't.
            try? Self.clear(scratch)
            throw error
        }
    }

    /// The scratch folder, held so that no second import comes to it, and without what one left that died.
    private func hold() throws -> DataFolder {
        let folder: DataFolder
        do {
            folder = try DataFolder(path: scratch)
        } catch {
            guard error.code == .locked else { throw error }
            throw PortabilityError(.conflict, "An import is under way already. Wait until it has ended.")
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch) where name != "uprising.lock" {
            try FileManager.default.removeItem(atPath: "\(scratch)/\(name)")
        }
        return folder
    }

    private func bringIn(
        _ archive: ExportArchive, _ manifest: ExportManifest, _ workspace: ID<Workspace>, _ name: DisplayName?, _ act: Act,
        _ forget: @escaping @Sendable (ID<Person>) -> Void
    ) async throws -> PortabilityReport {
        let database = "\(scratch)/uprising.sqlite"
        let people = try await ArrivingPeople(of: archive, in: store)
        let files = try await load(archive, manifest, workspace, people, into: database)
        try progress(.loaded)
        let staged = try await stage(files, archive, workspace)
        let now = clock.now()
        let called = name?.description ?? manifest.workspace
        let rowCount = manifest.files.reduce(0) { $0 + ($1.lines ?? 0) }
        try await store.write(attaching: database, as: ArrivingWorkspace.schema) { tx in
            try people.requireSame(in: tx)
            try SettledWorkspace(workspace: workspace, name: name, now: now, people: people.replaced).settle(in: tx)
            try AuditLog.append(
                AuditEntry(
                    .workspaceImported, on: AuditSubject("workspace", id: workspace, label: called), in: workspace,
                    after: [
                        "name": .string(called), "exportedName": .string(manifest.workspace), "version": .string(manifest.product),
                        "exportedAt": .string(manifest.createdAt.description), "masked": .bool(manifest.isMasked),
                        "rows": .integer(rowCount), "files": .integer(Int64(files.count)),
                    ], act: act, at: now), in: tx)
            tx.afterCommit {
                // The files have to last until their rows can be seen.
                withExtendedLifetime(staged) {}
                for person in people.matched.values { if let id = ID<Person>(person) { forget(id) } }
            }
        }
        try progress(.settled)
        return PortabilityReport(
            workspace: called, workspaceId: manifest.workspaceId, isMasked: manifest.isMasked, rowCount: rowCount,
            storedFileCount: files.count, storedByteCount: files.reduce(0) { $0 + $1.byteCount }, matchedPeople: people.knownCount)
    }

    /// - Returns: the stored files that the rows name.
    private func load(
        _ archive: ExportArchive, _ manifest: ExportManifest, _ workspace: ID<Workspace>, _ people: ArrivingPeople, into database: String
    ) async throws -> [StoredFile] {
        let scratch = try Store(path: database, migrations: migrations, clock: clock)
        let arriving = ArrivingWorkspace(store: scratch, workspace: workspace, isMasked: manifest.isMasked)
        let files: [StoredFile]
        do {
            try await arriving.fill(from: archive, replacing: people.replaced)
            try await arriving.check()
            files = try await arriving.storedFiles()
        } catch {
            try scratch.close()
            throw error
        }
        // Folded into its file, so that the writer reads it and nothing else.
        try scratch.close()
        return files
    }

    private func stage(_ files: [StoredFile], _ archive: ExportArchive, _ workspace: ID<Workspace>) async throws -> [StagedBlob] {
        // All are there and as long as they have to be, before the first is written.
        for file in files where try archive.byteCount(of: ExportName.stored(file.hash.description)) != file.byteCount {
            throw PortabilityError(.damaged, "\(ExportName.stored(file.hash.description)) is missing, or longer or shorter than it was.")
        }
        var staged: [StagedBlob] = []
        for file in files {
            let name = ExportName.stored(file.hash.description)
            let blob = try await blobs.stage(ArchivedChunks(archive: archive, name: name), in: workspace, limit: file.byteCount)
            guard blob.hash == file.hash else { throw PortabilityError(.damaged, "\(name) is not as it was exported.") }
            staged.append(blob)
            try progress(.staged)
        }
        return staged
    }

    /// Rows are there three times meanwhile: in their own database, in the log of writes, and in the node's.
    private static func requireRoom(for manifest: ExportManifest, besides scratch: String) throws {
        let rows = manifest.files.reduce(Int64(0)) { $0.addingReportingOverflow($1.byteCount).partialValue }
        let (tripled, isPast) = rows.multipliedReportingOverflow(by: 3)
        let (needed, isBeyond) = tripled.addingReportingOverflow(manifest.storedByteCount)
        guard !isPast, !isBeyond, rows >= 0, manifest.storedByteCount >= 0 else {
            throw PortabilityError(.damaged, "\(ExportManifest.name) names files that are longer than any disk.")
        }
        let parent = URL(filePath: scratch).deletingLastPathComponent().path
        let values = try FileManager.default.attributesOfFileSystem(forPath: parent)
        guard let free = (values[.systemFreeSize] as? NSNumber)?.int64Value, free < needed else { return }
        throw PortabilityError(.full, "The import needs about \(needed) bytes, and \(free) are free in \(parent).")
    }
}
