/// Somebody to speak to; any part may be missing.
package struct DossierContact: Sendable, Codable, Hashable {
    package var name: String?
    package var role: String?
    package var email: String?
    package var phone: String?

    package init(name: String? = nil, role: String? = nil, email: String? = nil, phone: String? = nil) {
        self.name = name
        self.role = role
        self.email = email
        self.phone = phone
    }
}
