package import Primitives

/// A path that opens one object for a while.
package struct SignedURL: Hashable, Sendable {
    /// Path and query, to be put behind the node's own address. Whoever has it may read: keep it out of logs.
    package let path: String
    package let expiresAt: Timestamp
}

extension SignedURL {
    /// A made-up link, for the description of the API.
    package static var sample: Self { Self(path: "/files/…/dossier.pdf?expires=…&signature=…", expiresAt: .now()) }
}
