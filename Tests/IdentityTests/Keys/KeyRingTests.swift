import Identity
import Primitives
import Testing

@Suite struct KeyRingTests {
    @Test(arguments: [
        ("", "is empty"), ("   ", "is empty"), ("change-me", "is a placeholder"),
        ("dev-SECRET-key-dev-secret-key-dev-secret-key", "is a placeholder"),
        ("not base 64 at all!", "is neither base 64 nor hexadecimal"), ("QUJD", "holds 3 bytes, 32 are needed"),
        ("3f7d0c9ab1e24586", "holds 8 bytes, 32 are needed"), (String(repeating: "ab", count: 32), "follows a pattern"),
        ("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "follows a pattern"),
    ])
    func `A weak root secret is refused with the reason, never quoted`(text: String, reason: String) {
        let weakness = #expect(throws: WeakSecret.self) { try RootSecret(Secret(text)) }
        #expect(weakness?.reason == reason)
        if text.count > 4, let weakness { #expect(!"\(weakness)".contains(text)) }
    }

    @Test func `Base 64 of either alphabet and hexadecimal are the same secret`() throws {
        let bytes: [UInt8] = [251, 255, 190] + (0..<29).map { UInt8(truncatingIfNeeded: $0 * 37 + $0 * $0) }
        let url = Base64URL.encode(bytes)
        let standard = String(url.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }) + "="
        for text in [url, standard, Hex.encode(bytes), " \(url)\n"] { #expect(try RootSecret(Secret(text)).bytes.revealedBytes == bytes) }
    }

    @Test func `A generated secret passes its own check`() throws {
        for _ in 0..<200 { #expect(try RootSecret(RootSecret.generate()).bytes.revealedBytes.count == 32) }
    }

    @Test func `Each purpose has a key and an id of its own, stable for one root`() {
        let root = Secret(Array(0..<32))
        let keys = KeyPurpose.allCases.map { KeyRing(root: root).current($0) }
        #expect(Set(keys.map(\.secret.revealedBytes)).count == keys.count)
        #expect(Set(keys.map(\.id)).count == keys.count)
        #expect(keys.allSatisfy { $0.secret.revealedBytes.count == 32 && $0.id.utf8.count == 8 })
        let again = KeyPurpose.allCases.map { KeyRing(root: root).current($0) }
        #expect(again.map(\.id) == keys.map(\.id) && again.map(\.secret) == keys.map(\.secret))
        let other = KeyRing(root: Secret(Array(1..<33))).current(.urlSigning)
        #expect(other.id != keys[0].id && other.secret != keys[0].secret)
    }

    @Test func `A key never shows in a print-out`() {
        let key = KeyRing(root: Secret(Array(0..<32))).current(.urlSigning)
        #expect("\(key)".contains("••••••"))
    }

    @Test func `The derivation never changes, or every signed link would die`() {
        let key = KeyRing(root: Secret(Array(0..<32))).current(.urlSigning)
        #expect(key.id == "V_mht5VZ")
        #expect(Hex.encode(key.secret.revealedBytes) == "5a209202409fd3e00d9df8ca7d3005b0a5e46180f81742149982ea0ffc502244")
    }
}
