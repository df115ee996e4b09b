import Backups
package import Blobs
package import DataStore
import Domain
package import Identity
package import Primitives

/// Takes everything of one workspace out, as files that other programs can read.
///
/// The rows are those of one moment. Files are never removed meanwhile, so what the rows name is there.
package struct WorkspaceExport: Sendable {
    /// What is told of a copy that goes on for long, and what may end it.
    package typealias Progress = @Sendable () throws -> Void

    private let store: Store
    private let blobs: BlobStore
    private let folder: String
    private let product: String
    private let schema: [SchemaStep]
    private let clock: WallClock
    private let progress: Progress

    /// - Parameters:
    ///   - folder: where the stored files lie.
    ///   - migrations: of the node.
    package init(
        store: Store, blobs: BlobStore, folder: String, product: String, migrations: [Migration], clock: WallClock = .system,
        progress: @escaping Progress = {}
    ) {
        self.store = store
        self.blobs = blobs
        self.folder = folder
        self.product = product
        schema = migrations.map { SchemaStep($0) }
        self.clock = clock
        self.progress = progress
    }

    /// - Parameters:
    ///   - path: a folder that is empty or not there, or a `.tar` that is not there.
    ///   - masking: makes a copy in which nobody can be known.
    /// - Throws: ``PortabilityError``; then there is nothing at `path`.
    package func run(_ workspace: Workspace, to path: String, masking: Masking?, act: Act) async throws -> PortabilityReport {
        let pin = blobs.pin()
        defer { withExtendedLifetime(pin) {} }
        let report = try await PortabilityError.translating {
            let sink: any ExportSink = path.hasSuffix(".tar") ? try TarSink(path) : try FolderSink(path)
            do {
                return try await write(workspace, to: sink, masking)
            } catch {
                sink.abandon()
                throw error
            }
        }
        try await store.write { [clock] tx in
            try AuditLog.append(
                AuditEntry(
                    .workspaceExported, on: AuditSubject("workspace", id: workspace.id, label: workspace.name.description),
                    in: workspace.id,
                    after: [
                        "masked": .bool(masking != nil), "rows": .integer(report.rowCount),
                        "files": .integer(Int64(report.storedFileCount)),
                    ], act: act, at: clock.now()), in: tx)
        }
        return report
    }

    private func write(_ workspace: Workspace, to sink: any ExportSink, _ masking: Masking?) async throws -> PortabilityReport {
        let rows = try await store.read { [progress] tx in
            let rows = RowExport(workspace.id, to: sink, masking: masking, step: progress)
            return (files: try rows.run(tx), count: rows.rowCount, stored: rows.stored)
        }
        // Behind the read, which would keep the log of writes from being emptied for as long as the files take.
        return try await BackupThread.run {
            var byteCount: Int64 = 0
            for (hash, content) in rows.stored.sorted(by: { $0.key < $1.key }) {
                try progress()
                byteCount += try copy(content, as: hash, to: sink)
            }
            let manifest = ExportManifest(
                createdAt: clock.now(), product: product, schema: schema, workspaceId: workspace.id.description,
                workspace: workspace.name.description, isMasked: masking != nil, files: rows.files, storedFileCount: rows.stored.count,
                storedByteCount: byteCount)
            let text = try manifest.text()
            _ = try sink.file(ExportManifest.name) { try $0(text) }
            try sink.finish()
            return PortabilityReport(
                workspace: workspace.name.description, workspaceId: workspace.id.description, isMasked: masking != nil,
                rowCount: rows.count, storedFileCount: rows.stored.count, storedByteCount: byteCount, matchedPeople: 0)
        }
    }

    private func copy(_ content: RowExport.StoredContent, as hash: String, to sink: any ExportSink) throws -> Int64 {
        let written = try sink.file(ExportName.stored(hash)) { write in
            if let masked = content.masked { return try masked.read(write) }
            let path = ([folder] + content.original.path).joined(separator: "/")
            let file: DiskFile
            do {
                file = try DiskFile.open(path)
            } catch let error as BlobError where error.code == .missing {
                throw PortabilityError(.source, "\(path) is missing. Bring it back from a backup; `uprising verify` names all that are.")
            }
            var offset: Int64 = 0
            while true {
                let bytes = try file.read(at: offset, count: 1 << 20)
                guard !bytes.isEmpty else { return }
                try write(bytes)
                offset += Int64(bytes.count)
            }
        }
        guard written.sha256 == hash else {
            throw PortabilityError(
                .source,
                "The stored file \(content.original.hash) is not as it was stored. Bring it back from a backup; `uprising verify` names all "
                    + "that are damaged.")
        }
        return written.byteCount
    }
}
