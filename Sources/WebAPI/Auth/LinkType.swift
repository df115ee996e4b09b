import Identity

/// What a client says that a code or link is for, and where such a one may wait.
///
/// Someone invited may type the code into the same field as everybody else, so an invitation is found by the general types too.
enum LinkType: String {
    case email
    case signup
    case invite
    case magicLink = "magiclink"
    case recovery
    case emailChange = "email_change"

    var slots: [CodeSlot] {
        switch self {
        case .email: [.confirmation, .recovery, .invite]
        case .signup, .invite: [.confirmation, .invite]
        case .magicLink, .recovery: [.recovery]
        case .emailChange: [.emailChangeCurrent, .emailChangeNew]
        }
    }

    /// - Throws: ``AuthError`` for what is none, or none that this service sends.
    static func parse(_ text: String?) throws(AuthError) -> LinkType {
        guard let text = text.given else { throw AuthError.invalid("Verify requires a verification type") }
        if text == "sms" || text == "phone_change" { throw AuthError.noPhone }
        guard let type = LinkType(rawValue: text) else { throw AuthError.invalid("Unsupported verification type") }
        return type
    }
}
