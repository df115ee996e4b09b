import Crypto
import FoundationEssentials
import Mail
import Primitives

/// The content of a mail job, encrypted: codes and links must not lie in the database.
///
/// AES-256-GCM with a random nonce; the recipient, the letter's name and the key's id are bound to it, so that nobody who can
/// write to the database can send one person's letter to another.
struct SealedMail: Codable, Hashable, Sendable {
    /// What is inside.
    struct Content: Codable, Sendable {
        let message: MailMessage
        /// A decoy was made for an address that gets nothing, with the same work as for one that does.
        let isDecoy: Bool
    }

    let keyID: String
    /// Nonce, ciphertext and tag, in base 64 for URLs.
    let box: String

    static func seal(_ content: Content, for recipient: EmailAddress, letter: Letter.Name, with key: DerivedKey) throws -> SealedMail {
        let sealed = try AES.GCM.seal(
            JSONEncoder().encode(content), using: SymmetricKey(data: key.secret.revealedBytes),
            authenticating: Self.bound(to: recipient, letter, key.id))
        // A nonce of the default size always gives a combined form.
        guard let combined = sealed.combined else { throw CryptoKitError.incorrectParameterSize }
        return SealedMail(keyID: key.id, box: Base64URL.encode(combined))
    }

    /// `nil` when it can't be opened: another root secret, a key retired meanwhile, or a changed row.
    func open(for recipient: EmailAddress, letter: Letter.Name, with ring: KeyRing) -> Content? {
        guard let key = ring.accepted(.mailSealing, id: keyID), let bytes = Base64URL.decode(box) else { return nil }
        do {
            let plain = try AES.GCM.open(
                AES.GCM.SealedBox(combined: bytes), using: SymmetricKey(data: key.secret.revealedBytes),
                authenticating: Self.bound(to: recipient, letter, keyID))
            return try JSONDecoder().decode(Content.self, from: plain)
        } catch {
            // The reason is the same for all: what is there is not what was sealed.
            return nil
        }
    }

    private static func bound(to recipient: EmailAddress, _ letter: Letter.Name, _ keyID: String) -> [UInt8] {
        Array("\(SendMail.kind)\n\(recipient)\n\(letter.rawValue)\n\(keyID)".utf8)
    }
}
