import Primitives

/// The layout of the blobs' folder: `<workspace id>/<aa>/<sha256>`, `tmp` for what is being written, and `partial` for what
/// comes in parts.
///
/// 256 folders a workspace: a million files are four thousand in each, which file systems with indexed folders take lightly, and
/// soon none is new. With a second level nearly every file had a folder of its own to be made and flushed.
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

    func path(of key: BlobKey) -> String { "\(path(of: BlobLeaf(of: key)))/\(key.hash)" }

    /// The folders down to the file of `key`, outermost first.
    func folders(of key: BlobKey) -> [String] { [path(of: key.space), path(of: BlobLeaf(of: key))] }

    func path(of leaf: BlobLeaf) -> String { "\(path(of: leaf.space))/\(leaf.prefix)" }

    func path(of space: ID<BlobSpace>) -> String { "\(root)/\(space)" }

    static func newTemporaryName() -> String { Hex.encode(Secret.random(byteCount: 16).revealedBytes) }
}
