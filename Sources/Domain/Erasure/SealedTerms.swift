import Crypto
import FoundationEssentials
import Identity
import Primitives

/// The texts that stand for somebody who is to be erased, encrypted: the row of a job must not become the last place that names them.
///
/// AES-256-GCM with a random nonce; what it is for and the key's id are bound to it.
struct SealedTerms: Codable, Hashable, Sendable {
    let keyID: String
    /// Nonce, ciphertext and tag, in base 64.
    let box: Data

    static func seal(_ terms: [String], with key: DerivedKey) throws -> SealedTerms {
        let sealed = try AES.GCM.seal(
            JSONEncoder().encode(terms), using: SymmetricKey(data: key.secret.revealedBytes), authenticating: bound(to: key.id))
        // A nonce of the default size always gives a combined form.
        guard let combined = sealed.combined else { throw CryptoKitError.incorrectParameterSize }
        return SealedTerms(keyID: key.id, box: combined)
    }

    /// `nil` when it can't be opened: another root secret, a key retired meanwhile, or a changed row.
    func open(with ring: KeyRing) -> [String]? {
        guard let key = ring.accepted(.erasureSealing, id: keyID) else { return nil }
        do {
            let plain = try AES.GCM.open(
                AES.GCM.SealedBox(combined: box), using: SymmetricKey(data: key.secret.revealedBytes), authenticating: Self.bound(to: keyID)
            )
            return try JSONDecoder().decode([String].self, from: plain)
        } catch {
            // The reason is the same for all: what is there is not what was sealed.
            return nil
        }
    }

    private static func bound(to keyID: String) -> [UInt8] { Array("\(EraseTelemetry.kind)\n\(keyID)".utf8) }
}
