package import Primitives

/// What shall become of a person's row; what is `nil` stays as it is.
package struct PersonChange: Sendable {
    package var name: DisplayName?
    package var language: Language?
    package var email: EmailAddress?
    /// `.some(nil)` gives a wanted change up.
    package var newEmail: EmailAddress??
    package var emailConfirmedAt: Timestamp?
    package var lastSignInAt: Timestamp?
    package var confirmationSentAt: Timestamp?
    package var recoverySentAt: Timestamp?
    package var emailChangeSentAt: Timestamp?
    package var invitedAt: Timestamp?

    package init(name: DisplayName? = nil, language: Language? = nil, email: EmailAddress? = nil, newEmail: EmailAddress?? = nil) {
        self.name = name
        self.language = language
        self.email = email
        self.newEmail = newEmail
    }
}
