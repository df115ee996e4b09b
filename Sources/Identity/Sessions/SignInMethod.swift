import DataStore

/// By what someone signed in, in the words of the access token's `amr`.
package enum SignInMethod: String, Sendable, Codable, CaseIterable, SQLConvertible {
    /// A mailed code, or the link beside it.
    case otp
    /// A mailed link exchanged by PKCE.
    case magicLink = "magiclink"
    case invite
    case recovery
    case emailChange = "email_change"
    /// The printed link of the first start.
    case setup

    /// Whether it shows that mail to the address reaches the person.
    var provesAddress: Bool {
        switch self {
        case .otp, .magicLink, .invite, .recovery, .emailChange: true
        case .setup: false
        }
    }
}
