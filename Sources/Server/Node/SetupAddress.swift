import Primitives

/// The link by which a new node gets its owner.
enum SetupAddress {
    /// The token stands in the fragment, which browsers never send: it reaches no proxy's log, and no scanner that follows links can use it up.
    static func link(with token: Secret, at url: String) -> String {
        "\(url)/setup#token=\(token.revealedText)"
    }
}
