package import Primitives

/// One line of the timeline.
package struct DossierMoment: Sendable, Codable, Hashable {
    package var at: Timestamp
    package var text: String
    /// Who did it; nil for what happened by itself.
    package var actor: String?

    package init(at: Timestamp, text: String, actor: String? = nil) {
        self.at = at
        self.text = text
        self.actor = actor
    }
}
