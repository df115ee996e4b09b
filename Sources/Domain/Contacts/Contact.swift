package import Identity
package import Primitives

/// Somebody at a lead's company beside its main contact.
package struct Contact: Hashable, Sendable, Decodable {
    /// More is an address book.
    package static let limitPerLead = 100

    package let id: ID<Contact>
    package let workspaceId: ID<Workspace>
    package var leadId: ID<Lead>
    package var name: String
    /// What they do there, as it was written.
    package var role: String?
    package var email: String?
    package var phone: String?
    /// Goes up by one with every change.
    package var version: Int64
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
}

extension Contact {
    /// What a lead's history says of a contact that came, went or was changed.
    var json: JSONValue {
        [
            "id": .string(id.description), "name": .string(name), "role": JSONValue(role), "email": JSONValue(email),
            "phone": JSONValue(phone),
        ]
    }
}

extension Contact: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("workspaceId", workspaceId)
            json.member("leadId", leadId)
            json.member("name", name)
            json.member("role", role)
            json.member("email", email)
            json.member("phone", phone)
            json.member("version", version)
            json.member("createdAt", createdAt)
            json.member("updatedAt", updatedAt)
        }
    }
}
