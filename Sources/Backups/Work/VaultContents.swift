import Blobs

/// All that some backups have, each object once.
struct VaultContents {
    struct Object: Hashable {
        let hash: ContentHash
        let byteCount: Int64
    }

    private(set) var objects: Set<Object> = []
    /// The files of the target.
    var names: Set<String> { Set(objects.map { vault.name(of: $0.hash) }) }
    private let vault: Vault

    /// - Parameter onFault: told of what can't be read; without it that is thrown.
    init(of vault: Vault, _ backups: [BackupName], onFault: ((BackupError) -> Void)? = nil) throws {
        self.vault = vault
        var read: Set<StoredStream> = []
        for name in backups {
            do {
                let manifest = try vault.manifest(name)
                for stream in [manifest.database, manifest.fileList] + [manifest.secret].compactMap(\.self) { add(stream) }
                // Two backups between which no file came or went have the same list.
                guard read.insert(manifest.fileList).inserted else { continue }
                var listed: [Object] = []
                try vault.files(of: manifest) { file in
                    if !file.isMissing { listed.append(Object(hash: file.file.hash, byteCount: file.file.byteCount)) }
                }
                objects.formUnion(listed)
            } catch let error as BackupError {
                guard let onFault else { throw error }
                onFault(error)
            }
        }
    }

    private mutating func add(_ stream: StoredStream) {
        for piece in stream.sizedPieces { objects.insert(Object(hash: piece.hash, byteCount: piece.byteCount)) }
    }
}
