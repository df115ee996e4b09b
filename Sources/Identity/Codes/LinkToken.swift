import Primitives

/// The text that a link carries: 128 random bits of its own, in base 64 for URLs; nothing of the code can be learnt from it.
enum LinkToken {
    /// Marks the link of a client that wants an authorization code instead of a session.
    static let challengePrefix = "pkce_"
    private static let byteCount = 16

    static func generate(forChallenge: Bool) -> Secret {
        let body = Base64URL.encode(Secret.random(byteCount: byteCount).revealedBytes)
        return Secret(forChallenge ? challengePrefix + body : body)
    }

    /// Whether `text` can be one at all; spares the database what is not.
    static func isWellFormed(_ text: String) -> Bool {
        let body = text.hasPrefix(challengePrefix) ? text.dropFirst(challengePrefix.count) : text[...]
        return body.utf8.count == 22 && Base64URL.decode(body)?.count == byteCount
    }
}
