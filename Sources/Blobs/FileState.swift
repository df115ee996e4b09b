/// What the system says of an open file; another state means that somebody touched it.
struct FileState: Hashable, Sendable {
    let byteCount: Int64
    /// In nanoseconds since 1970: of bytes, names, owner or permissions, and nobody can set it back.
    let changedAt: Int64
    /// False when it was removed.
    let hasName: Bool
}
