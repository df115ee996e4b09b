package import Primitives

/// The one secret that a node is configured with, checked for strength: 32 bytes or more, from a generator.
package struct RootSecret: Sendable {
    /// Below this a derived key would be weaker than the hash that uses it.
    package static let minimumByteCount = 32
    /// Random bytes repeat little: 32 of them hold fewer than this many different ones once in 10¹⁵ draws.
    private static let minimumDistinctBytes = 16
    /// Words that stand in examples; in 43 random characters one of them appears about once in 10⁷ draws.
    private static let placeholders = [
        "change", "secret", "example", "placeholder", "password", "replace", "default", "insert", "uprising",
    ]

    package let bytes: Secret

    /// Parses hexadecimal or base 64 text, of either alphabet, with or without padding.
    package init(_ text: Secret) throws(WeakSecret) {
        bytes = Secret(try Self.parse(text.revealedText.trimmingSpaces()))
    }

    /// A new one, as the text that ``init(_:)`` takes.
    package static func generate() -> Secret {
        Secret(Base64URL.encode(Secret.random(byteCount: minimumByteCount).revealedBytes))
    }

    private static func parse(_ text: String) throws(WeakSecret) -> [UInt8] {
        guard !text.isEmpty else { throw WeakSecret("is empty") }
        let lowered = text.lowercased()
        guard !placeholders.contains(where: lowered.contains) else { throw WeakSecret("is a placeholder") }
        guard let bytes = decode(text) else { throw WeakSecret("is neither base 64 nor hexadecimal") }
        guard bytes.count >= minimumByteCount else {
            throw WeakSecret("holds \(bytes.count) bytes, \(minimumByteCount) are needed")
        }
        guard Set(bytes).count >= minimumDistinctBytes, !isArithmetic(bytes) else { throw WeakSecret("follows a pattern") }
        return bytes
    }

    private static func decode(_ text: String) -> [UInt8]? {
        if let bytes = Hex.decode(text) { return bytes }
        var body = Substring(text)
        while body.hasSuffix("=") { body.removeLast() }
        return Base64URL.decode(String(body.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }))
    }

    /// Whether each byte is the one before it plus the same step.
    private static func isArithmetic(_ bytes: [UInt8]) -> Bool {
        Set(zip(bytes, bytes.dropFirst()).map { $1 &- $0 }).count <= 1
    }
}
