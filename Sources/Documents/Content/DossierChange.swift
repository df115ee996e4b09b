/// A fact that is new, gone or another than at the analysis before.
package struct DossierChange: Sendable, Codable, Hashable {
    package var label: String
    /// Nil when the fact is new.
    package var before: String?
    /// Nil when the fact is gone.
    package var after: String?

    package init(label: String, before: String? = nil, after: String? = nil) {
        self.label = label
        self.before = before
        self.after = after
    }
}
