import Primitives

/// A code just made, with the only copies of its text and its link's.
struct FreshCode: Sendable {
    let text: String
    let link: Secret
    let proof: CodeProof
}

extension SignIn {
    /// Makes a code and a link for an address, at the cost of one hash.
    func freshCode(for email: EmailAddress, in slot: CodeSlot, forChallenge: Bool) async throws -> FreshCode {
        let (text, link) = (CodeText.generate(), LinkToken.generate(forChallenge: forChallenge))
        let salt = Secret.random(byteCount: CodeHasher.saltByteCount).revealedBytes
        let pepper = ring.current(.oneTimeCodePepper)
        let hash = try await hash(text, for: email, in: slot, salt: salt, pepper: pepper)
        return FreshCode(
            text: text, link: link, proof: CodeProof(codeHash: hash, salt: salt, keyID: pepper.id, linkHash: TokenHash(of: link)))
    }

    /// The hash of a code, bound to address and slot.
    func hash(_ text: String, for email: EmailAddress, in slot: CodeSlot, salt: [UInt8], pepper: DerivedKey) async throws -> [UInt8] {
        hooks.hashed?()
        return try await hasher.hash(
            text,
            with: CodeHasher.Ingredients(salt: salt, pepper: pepper.secret, context: Array("\(slot.rawValue)\n\(email.normalized)".utf8)))
    }
}
