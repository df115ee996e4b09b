package import Primitives

/// What the team typed with the lead. It steers wording and cross-checks; it never becomes a fact of the site.
package struct AnalysisHints: Sendable, Hashable {
    package var company: String
    /// The language of the report.
    package var language: Language
    package var contactName: String?
    package var email: String?
    package var phone: String?

    package init(company: String, language: Language, contactName: String? = nil, email: String? = nil, phone: String? = nil) {
        self.company = company
        self.language = language
        self.contactName = contactName
        self.email = email
        self.phone = phone
    }
}
