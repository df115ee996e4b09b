package import Primitives

/// What the service key of a workspace says a user shall be; what is `nil` stays as it is.
package struct UserChange: Sendable {
    package var email: EmailAddress?
    package var confirmsEmail: Bool
    package var name: DisplayName?
    /// Merged; null deletes a member.
    package var userMetadata: [String: JSONValue]?
    package var appMetadata: [String: JSONValue]?
    /// `.some(nil)` lets the user in again.
    package var bannedUntil: Timestamp??

    package init(
        email: EmailAddress? = nil, confirmsEmail: Bool = false, name: DisplayName? = nil, userMetadata: [String: JSONValue]? = nil,
        appMetadata: [String: JSONValue]? = nil, bannedUntil: Timestamp?? = nil
    ) {
        self.email = email
        self.confirmsEmail = confirmsEmail
        self.name = name
        self.userMetadata = userMetadata
        self.appMetadata = appMetadata
        self.bannedUntil = bannedUntil
    }
}
