import Identity
package import Primitives

/// Whom to invite as what, checked.
package struct InvitationDraft: Sendable {
    let email: EmailAddress
    let role: Role

    /// - Throws: ``Failure`` `invalidRequest` that names every fault.
    package init(email: String, role: String) throws(Failure) {
        let parsed = (EmailAddress(email), Role(rawValue: role))
        guard let email = parsed.0, let role = parsed.1 else {
            var faults: [FieldFault] = []
            if parsed.0 == nil { faults.append(FieldFault("/email", "an e-mail address such as name@company.example")) }
            if parsed.1 == nil { faults.append(FieldFault("/role", "owner, admin, member or viewer")) }
            throw Failure(.invalidRequest, "Some fields need another look.", fields: faults)
        }
        self.email = email
        self.role = role
    }
}
