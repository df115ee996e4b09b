import Primitives

/// Which leads a list shows.
package struct LeadFilter: Hashable, Sendable {
    /// Longer texts find nothing that a shorter one would not.
    static let textLimit = 200

    package var status: LeadStatus?
    /// Found in company, domain, contact, e-mail or phone, without case and accents.
    package var text: String?

    package init(status: LeadStatus? = nil, text: String? = nil) {
        self.status = status
        let cleaned = text?.singleLine().prefix(utf8: Self.textLimit) ?? ""
        self.text = cleaned.isEmpty ? nil : cleaned
    }
}
