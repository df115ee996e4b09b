package import Identity
package import Primitives

/// Who wrote a message.
package struct MessageAuthor: Hashable, Sendable {
    package let kind: Message.AuthorKind
    /// The person, or the one whose token it was; `nil` for a workspace's key.
    package let personID: ID<Person>?
    /// What the person is called now, or the program was; `nil` for someone who is not known any more.
    package let name: String?
}

extension MessageAuthor {
    init(_ principal: Principal) {
        kind =
            switch principal.credential {
            case .session: .person
            case .token: .token
            case .anonKey, .serviceKey: .key
            }
        personID = principal.personID
        name = principal.displayName.description
    }

    /// The name that is kept with what a program writes; a person's is read where it is shown.
    var programName: String? { kind == .person ? nil : name }

    func isBehind(_ principal: Principal) -> Bool {
        personID == nil ? principal.personID == nil && kind == .key : personID == principal.personID
    }
}
