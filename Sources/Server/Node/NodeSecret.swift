import DataStore
import FoundationEssentials
import Glibc
import Identity
import Primitives

/// The root secret of a node without configuration: made once, kept in the data folder, readable by its owner alone.
enum NodeSecret {
    static func load(from settings: Settings, in folder: DataFolder) throws -> RootSecret {
        if let secret = settings.secret { return secret }
        let path = folder.secretPath
        if !FileManager.default.fileExists(atPath: path) { try create(at: path) }
        return try RootSecret(Secret(String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)))
    }

    /// Written aside and renamed: a cut in the middle must not leave half a secret, nor one that is forgotten with the power.
    private static func create(at path: String) throws {
        let text = Array((RootSecret.generate().revealedText + "\n").utf8)
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError(.readOnly, "\(draft) can't be made: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        guard write(descriptor, text, text.count) == text.count, fsync(descriptor) == 0, rename(draft, path) == 0 else {
            throw StoreError(.inputOutput, "\(path) can't be written: \(String(cString: strerror(errno)))")
        }
    }
}
