/// Something read on the company's site, with the page and the words that prove it.
package struct DossierFact: Sendable, Codable, Hashable {
    /// The analyzer's stable id, such as `siren`; picks what the summary shows first.
    package var kind: String
    package var label: String
    package var value: String
    /// Where it was read; empty when it has no page.
    package var url: String
    /// The words around it on that page; may be empty.
    package var snippet: String

    package init(kind: String, label: String, value: String, url: String, snippet: String) {
        self.kind = kind
        self.label = label
        self.value = value
        self.url = url
        self.snippet = snippet
    }
}
