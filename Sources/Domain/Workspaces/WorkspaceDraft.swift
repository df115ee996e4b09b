import Identity
package import Primitives

/// What someone says of a workspace that shall be made, checked.
package struct WorkspaceDraft: Sendable {
    let name: DisplayName
    let language: Language
    let timeZone: TimeZoneName?
    let currency: Currency?

    /// - Parameters timeZone, currency: `nil` takes what is usual where the language is spoken.
    /// - Throws: ``Failure`` `invalidRequest` that names every fault.
    package init(name: String, language: String, timeZone: String? = nil, currency: String? = nil) throws(Failure) {
        let parsed = try WorkspaceChange(name: name, language: language, timeZone: timeZone, currency: currency)
        guard let name = parsed.name, let language = parsed.language else {
            throw Failure(.invalidRequest, "A workspace needs a name and a language.")
        }
        self.name = name
        self.language = language
        self.timeZone = parsed.timeZone
        self.currency = parsed.currency
    }
}
