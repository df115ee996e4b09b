import Primitives

/// The layout of the blobs' folder: `<workspace id>/<aa>/<bb>/<sha256>`, `tmp` for what is being written, and
/// `partial` for what comes in parts.
///
/// Every path is made of ids, hashes and random digits; no name that a user chose ever enters one.
struct BlobFolder: Sendable {
    static let temporaryName = "tmp"
    static let partialName = "partial"

    let root: String

    var temporary: String { "\(root)/\(Self.temporaryName)" }

    /// Where uploads grow that come in parts.
    var partial: String { "\(root)/\(Self.partialName)" }

    func partialFile(_ id: ID<ResumableUpload>) -> String { "\(partial)/\(id)" }

    func temporaryFile(_ name: String) -> String { "\(temporary)/\(name)" }

    func path(of key: BlobKey) -> String { "\(leaf(of: key))/\(key.hash)" }

    /// The folders down to the file of `key`, outermost first.
    func folders(of key: BlobKey) -> [String] {
        let digits = key.hash.description
        let space = "\(root)/\(key.space)"
        let first = "\(space)/\(digits.prefix(2))"
        return [space, first, "\(first)/\(digits.dropFirst(2).prefix(2))"]
    }

    private func leaf(of key: BlobKey) -> String { folders(of: key)[2] }

    static func newTemporaryName() -> String { Hex.encode(Secret.random(byteCount: 16).revealedBytes) }
}
