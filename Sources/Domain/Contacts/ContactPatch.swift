package import Primitives

/// A change of some fields of a contact.
package struct ContactPatch: Sendable {
    let name: String?
    let role: String??
    let email: EmailAddress??
    let phone: String??
    /// As it came, for whom it was not carried out.
    let wanted: JSONValue

    /// - Throws: ``Failure`` `invalidRequest` with a fault for each wrong field.
    package init(_ patch: MergePatch) throws(Failure) {
        wanted = patch.value
        var patch = patch
        name = patch.required("name", "Give the name of the contact.") { $0.line($1, $2, limit: LeadDraft.contactNameLimit) }
        role = patch.text("role") { $0.line($1, $2, limit: ContactDraft.roleLimit) }
        email = patch.text("email") { $0.email($1, $2) }
        phone = patch.text("phone") { $0.line($1, $2, limit: LeadDraft.phoneLimit) }
        try patch.finish("The contact was not changed: some fields are not right.")
    }

    func applied(to contact: Contact) -> Contact {
        var contact = contact
        if let name { contact.name = name }
        if let role { contact.role = role }
        if let email { contact.email = email?.description }
        if let phone { contact.phone = phone }
        return contact
    }
}
