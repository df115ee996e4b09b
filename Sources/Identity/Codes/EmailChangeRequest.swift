package import Primitives

/// A signed-in person's wish for another address.
package struct EmailChangeRequest: Sendable {
    package var person: ID<Person>
    /// Where the session that the second confirmation opens will be.
    package var workspace: ID<Workspace>
    package var newEmail: EmailAddress
    package var challenge: CodeChallenge?
    package var redirect: String?
    package var language: Language?
    package var door: CodeDoor

    package init(
        person: ID<Person>, workspace: ID<Workspace>, newEmail: EmailAddress, challenge: CodeChallenge? = nil, redirect: String? = nil,
        language: Language? = nil, door: CodeDoor = .page
    ) {
        self.person = person
        self.workspace = workspace
        self.newEmail = newEmail
        self.challenge = challenge
        self.redirect = redirect
        self.language = language
        self.door = door
    }

    var audience: CodeAudience { CodeAudience(door: door, workspace: workspace) }
}
