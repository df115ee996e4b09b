package import Primitives

/// What somebody of the team wrote about the lead.
package struct DossierNote: Sendable, Codable, Hashable {
    package var at: Timestamp
    /// Nil for a note of which nobody knows any more who wrote it.
    package var author: String?
    package var text: String

    package init(at: Timestamp, author: String? = nil, text: String) {
        self.at = at
        self.author = author
        self.text = text
    }
}
