import DataStore
package import Identity
package import Primitives

/// Who changed a lead.
package struct ChangeActor: Hashable, Sendable {
    package enum Kind: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
        case person, token, key, node, form
        case `import`
    }

    package let kind: Kind
    /// The person, token, import or form; `nil` for a workspace's key and the node.
    package let id: ID<ChangeActor>?
    /// What a program is called; a person's name is read where it is shown, so that it goes with the person.
    package let name: String?
    /// The person behind it, where there is one.
    package let personID: ID<Person>?

    private init(_ kind: Kind, id: ID<ChangeActor>?, name: String?, personID: ID<Person>?) {
        self.kind = kind
        self.id = id
        self.name = name
        self.personID = personID
    }

    package static let node = ChangeActor(.node, id: nil, name: nil, personID: nil)

    package init(_ principal: Principal) {
        let name = principal.displayName.description
        switch principal.credential {
        case .session:
            self.init(.person, id: principal.personID.map { ID($0) }, name: nil, personID: principal.personID)
        case .token(let token):
            self.init(.token, id: ID(token), name: name, personID: principal.personID)
        case .anonKey, .serviceKey:
            self.init(.key, id: nil, name: name, personID: nil)
        }
    }

    /// Somebody whose act has no principal: they come in, or go.
    static func person(_ id: ID<Person>) -> ChangeActor { ChangeActor(.person, id: ID(id), name: nil, personID: id) }

    /// - Parameter name: of the file, or of the form.
    package static func `import`<Import>(_ id: ID<Import>, name: String?, by person: ID<Person>?) -> ChangeActor {
        ChangeActor(.import, id: ID(id), name: name, personID: person)
    }

    package static func form<Form>(_ id: ID<Form>, name: String?) -> ChangeActor {
        ChangeActor(.form, id: ID(id), name: name, personID: nil)
    }
}

extension ID<ChangeActor> {
    fileprivate init<Other>(_ other: ID<Other>) { self.init(high: other.high, low: other.low) }
}
