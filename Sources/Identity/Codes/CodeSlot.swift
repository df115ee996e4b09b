import DataStore

/// Where a one-time code waits. An address has at most one live code in each, and a new one voids the old.
package enum CodeSlot: String, Sendable, CaseIterable, SQLConvertible {
    /// Someone new, or whose address is not proven yet.
    case confirmation
    /// Someone known.
    case recovery
    /// A change of address: the code that goes to the present one.
    case emailChangeCurrent = "email_change_current"
    /// A change of address: the code that goes to the new one.
    case emailChangeNew = "email_change_new"
    case invite

    package var isEmailChange: Bool { self == .emailChangeCurrent || self == .emailChangeNew }

    /// The other half of a change of address.
    var counterpart: CodeSlot? {
        switch self {
        case .emailChangeCurrent: .emailChangeNew
        case .emailChangeNew: .emailChangeCurrent
        case .confirmation, .recovery, .invite: nil
        }
    }

    /// What stock clients call it in links and calls.
    package var linkType: String {
        switch self {
        case .confirmation: "signup"
        case .recovery: "magiclink"
        case .emailChangeCurrent, .emailChangeNew: "email_change"
        case .invite: "invite"
        }
    }
}
