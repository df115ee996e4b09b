import Blobs
import Primitives

/// A file that a backup has, or that was damaged when it was made and is missing from it.
struct ListedFile: Hashable, Sendable {
    let file: StoredFile
    let isMissing: Bool

    init(_ file: StoredFile, isMissing: Bool) {
        self.file = file
        self.isMissing = isMissing
    }

    /// `workspace hash bytes`, and `missing` where it is.
    var line: String { "\(file.space) \(file.hash) \(file.byteCount)\(isMissing ? " missing" : "")\n" }

    /// - Throws: ``BackupError`` `unknown`.
    init(line: String) throws {
        let words = line.split(separator: " ")
        guard words.count == 3 || (words.count == 4 && words[3] == "missing"), let space = ID<BlobSpace>(String(words[0])),
            let hash = ContentHash(String(words[1])), let count = Int64(words[2])
        else { throw BackupError(.unknown, "The backup lists its files in a way that only a newer version of this program knows.") }
        self.init(StoredFile(space: space, hash: hash, byteCount: count), isMissing: words.count == 4)
    }
}
