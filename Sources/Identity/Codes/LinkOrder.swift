package import Primitives

/// A way in that a program with the service key makes for someone, in its own workspace.
package struct LinkOrder: Sendable {
    package var slot: CodeSlot
    package var email: EmailAddress
    /// For the two slots of a change of address.
    package var newEmail: EmailAddress?
    package var metadata: [String: JSONValue]?
    package var redirect: String?
    package var challenge: CodeChallenge?
    package var language: Language?
    /// Whether someone unknown is made a member.
    package var createsPerson: Bool

    package init(
        slot: CodeSlot, email: EmailAddress, newEmail: EmailAddress? = nil, metadata: [String: JSONValue]? = nil, redirect: String? = nil,
        challenge: CodeChallenge? = nil, language: Language? = nil, createsPerson: Bool = true
    ) {
        self.slot = slot
        self.email = email
        self.newEmail = newEmail
        self.metadata = metadata
        self.redirect = redirect
        self.challenge = challenge
        self.language = language
        self.createsPerson = createsPerson
    }
}
