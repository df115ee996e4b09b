import Blobs
package import Primitives

extension Vault {
    /// The backups that are there, the oldest first. Files with other names are nobody's.
    package func backups() throws -> [BackupName] {
        try target.names(in: Self.manifests).compactMap { BackupName($0) }.sorted()
    }

    /// - Throws: ``BackupError`` `missing`, `damaged`, `unknown`.
    package func manifest(_ name: BackupName) throws -> Manifest {
        var bytes: [UInt8] = []
        try read(file(of: name)) { bytes += $0 }
        let place = "\(target.place)/\(file(of: name))"
        let manifest = try CheckedText.value(Manifest.self, from: bytes, at: place)
        guard manifest.name == name else { throw BackupError(.damaged, "\(place) is the manifest of \(manifest.name).") }
        return manifest
    }

    /// From here on the backup is there: whatever it names has to be.
    func write(_ manifest: Manifest) throws {
        try write(file(of: manifest.name)) { append in try append(try CheckedText.bytes(of: manifest)) }
        try target.settle()
    }

    func remove(_ name: BackupName) throws {
        try target.remove(file(of: name))
    }

    /// The newest backup.
    ///
    /// - Parameters:
    ///   - wanted: the one that is meant instead.
    ///   - now: one that says it was made later was made by a clock that was ahead, and is older than it says: it is chosen when there
    ///     is no other.
    /// - Throws: ``BackupError`` `missing` when there is none.
    package func chosen(_ wanted: String? = nil, at now: Timestamp = .now()) throws -> Manifest {
        let all = try backups()
        if let wanted {
            guard let name = BackupName(wanted), all.contains(name) else {
                throw BackupError(.missing, "There is no backup \(wanted) in \(target.place).")
            }
            return try manifest(name)
        }
        let past = all.last { $0.createdAt <= now + Self.clockTolerance }
        guard let newest = past ?? all.last else { throw BackupError(.missing, "There is no backup in \(target.place).") }
        return try manifest(newest)
    }

    // MARK: Streams

    /// Hands over the bytes of a stream, in order.
    func read(_ stream: StoredStream, _ part: ([UInt8]) throws -> Void) throws {
        for piece in stream.sizedPieces { try read(piece.hash, byteCount: piece.byteCount, part) }
    }

    /// Hands over the files of a backup, in order.
    func files(of manifest: Manifest, _ body: (ListedFile) throws -> Void) throws {
        var reader = LineReader()
        try read(manifest.fileList) { bytes in
            for line in reader.append(bytes) { try body(try ListedFile(line: line)) }
        }
    }

    /// Between the clock of the node that made it and that of the machine on which it is restored.
    private static var clockTolerance: Duration { .hours(1) }

    private func file(of name: BackupName) -> String { "\(Self.manifests)/\(name)" }
}
