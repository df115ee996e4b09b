import Blobs
import Crypto
import DataStore
import Primitives

/// Reads an export as a whole and compares it with what its manifest says, before anything is made of it.
struct ArchiveCheck {
    /// A manifest has a line for each table, not for each stored file.
    private static let manifestLimit: Int64 = 4 << 20

    let archive: ExportArchive
    let schema: [SchemaStep]

    /// - Throws: ``PortabilityError`` `gone`, `unknown`.
    func manifest() throws -> ExportManifest {
        guard try archive.byteCount(of: ExportManifest.name) != nil else {
            throw PortabilityError(.gone, "\(archive.path) has no \(ExportManifest.name): it is no export, or one that was not finished.")
        }
        let text = try archive.whole(ExportManifest.name, limit: Self.manifestLimit)
        let manifest: ExportManifest
        do {
            manifest = try ExportManifest(text: text)
        } catch {
            throw PortabilityError(.unknown, "\(ExportManifest.name) is not what this program writes: \(error)")
        }
        guard manifest.kind == ExportManifest.kind, manifest.format == ExportManifest.currentFormat else {
            throw PortabilityError(
                .unknown, "The export has format \(manifest.format), this program knows \(ExportManifest.currentFormat). Use a newer one.")
        }
        guard Set(manifest.schema) == Set(schema) else {
            throw PortabilityError(
                .unknown,
                "The export is of a node of version \(manifest.product), whose tables are others than here. Bring both nodes to one version, "
                    + "then export again.")
        }
        return manifest
    }

    /// - Throws: ``PortabilityError`` `damaged` that names the file, and the line where there is one.
    func run(_ manifest: ExportManifest) throws {
        let names = manifest.files.map(\.name)
        guard Set(names).count == names.count, names.allSatisfy({ ExportName.isKnown($0) }) else {
            throw PortabilityError(.damaged, "\(ExportManifest.name) names a file twice, or one that no export has.")
        }
        for table in PortableTables.all where !(manifest.isMasked && table.isPersonal) {
            for name in [ExportName.rows(table), ExportName.sums(table)] where !names.contains(name) {
                throw PortabilityError(.damaged, "\(ExportManifest.name) does not name \(name).")
            }
        }
        for file in manifest.files where try !isWhole(file) { try blame(file, manifest) }
    }

    private func isWhole(_ file: ExportManifest.File) throws -> Bool {
        guard try archive.byteCount(of: file.name) == file.byteCount else { return false }
        var hasher = SHA256()
        try archive.read(file.name) { hasher.update(data: $0) }
        return Hex.encode(hasher.finalize()) == file.sha256
    }

    /// Finds the first line that is another one than it was.
    private func blame(_ file: ExportManifest.File, _ manifest: ExportManifest) throws -> Never {
        if let table = PortableTables.all.first(where: { ExportName.rows($0) == file.name }),
            let sums = manifest.files.first(where: { $0.name == ExportName.sums(table) }), try isWhole(sums)
        {
            let known = try archive.whole(sums.name, limit: sums.byteCount).split(separator: UInt8(ascii: "\n"))
            var lines = LineSplitter()
            try archive.read(file.name) { bytes in
                try lines.take(bytes, of: file.name) { line, number in
                    if number > known.count || !known[number - 1].elementsEqual(RowExport.sum(of: line).utf8) {
                        throw PortabilityError(.damaged, "\(file.name), line \(number): not as it was exported.")
                    }
                }
            }
            throw PortabilityError(.damaged, "\(file.name), line \(lines.count + 1): lines are missing at the end.")
        }
        throw PortabilityError(.damaged, "\(file.name) is not as it was exported.")
    }
}
