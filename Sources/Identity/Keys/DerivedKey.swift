package import Primitives

/// A key for one purpose, and the public name under which what it signed says so.
package struct DerivedKey: Sendable {
    /// Short and stable; derived from the root as well, so it tells nothing about the key.
    package let id: String
    /// 32 bytes.
    package let secret: Secret
    /// Counts up with every rotation, from 1.
    package let generation: Int

    /// The secret as 43 characters: what signs JSON Web Tokens, so that other programs verify them with the text that they are shown, as
    /// they do with a JWT secret of Supabase.
    package var passphrase: String { Base64URL.encode(secret.revealedBytes) }
}
