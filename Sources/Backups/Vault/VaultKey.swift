import Blobs
import Crypto
import Primitives

/// What an encrypted vault is opened with: every key of it follows from one (HKDF, RFC 5869), each by a label of its own.
struct VaultKey: Sendable {
    private let master: SymmetricKey

    init(_ bytes: Secret) { master = SymmetricKey(data: bytes.revealedBytes) }

    /// Tells a wrong passphrase from a damaged file.
    var mark: String { Hex.encode(derived("mark").withUnsafeBytes { Array($0.prefix(16)) }) }

    /// The name of an object, from which nobody learns what it holds.
    func name(of hash: ContentHash) -> String {
        Hex.encode(HMAC<SHA256>.authenticationCode(for: Array(hash.description.utf8), using: derived("names")))
    }

    /// The key of one file: another one for each name and salt.
    func fileKey(name: String, salt: [UInt8]) -> SymmetricKey { derived("file \(name)", salt: salt) }

    private func derived(_ label: String, salt: [UInt8] = []) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: master, salt: salt, info: Array("uprising backup \(label)".utf8), outputByteCount: Argon2.keyByteCount)
    }
}
