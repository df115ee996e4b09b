import Primitives

/// Somebody at a lead's company, as it was written.
package struct ContactDraft: Sendable, Codable, Hashable {
    package var name: String?
    package var role: String?
    package var email: String?
    package var phone: String?

    package init(name: String?, role: String? = nil, email: String? = nil, phone: String? = nil) {
        self.name = name
        self.role = role
        self.email = email
        self.phone = phone
    }

    static let roleLimit = 120

    /// - Throws: ``Failure`` `invalidRequest` with a fault for each wrong field.
    func accepted() throws(Failure) -> ContactFields {
        var check = FieldCheck()
        let name = check.line(name, "/name", limit: LeadDraft.contactNameLimit) ?? ""
        if name.isEmpty { check.add("/name", "Give the name of the contact.") }
        let fields = ContactFields(
            name: name, role: check.line(role, "/role", limit: Self.roleLimit), email: check.email(email, "/email")?.description,
            phone: check.line(phone, "/phone", limit: LeadDraft.phoneLimit))
        try check.finish("The contact was not kept: some fields are not right.")
        return fields
    }
}

/// What is known of a contact, fit to keep.
struct ContactFields: Hashable, Sendable {
    var name: String
    var role: String?
    var email: String?
    var phone: String?
}
