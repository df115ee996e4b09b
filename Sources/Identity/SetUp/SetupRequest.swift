package import Primitives

/// What the first owner says of themselves, checked.
package struct SetupRequest: Sendable {
    let token: Secret
    let name: DisplayName
    let email: EmailAddress
    let workspace: DisplayName
    let language: Language

    /// - Throws: ``Failure`` `invalidRequest` that names every fault.
    package init(token: String, name: String, email: String, workspace: String, language: String) throws(Failure) {
        let parsed = (DisplayName(name), EmailAddress(email), DisplayName(workspace), Language(rawValue: language))
        guard let name = parsed.0, let email = parsed.1, let workspace = parsed.2, let language = parsed.3 else {
            let line = "1 to \(DisplayName.characterLimit) printable characters"
            var faults: [FieldFault] = []
            if parsed.0 == nil { faults.append(FieldFault("/name", line)) }
            if parsed.1 == nil { faults.append(FieldFault("/email", "an e-mail address such as name@company.example")) }
            if parsed.2 == nil { faults.append(FieldFault("/workspace", line)) }
            if parsed.3 == nil { faults.append(FieldFault("/language", "fr or en")) }
            throw Failure(.invalidRequest, "Some fields need another look.", fields: faults)
        }
        self.token = Secret(token)
        self.name = name
        self.email = email
        self.workspace = workspace
        self.language = language
    }
}
