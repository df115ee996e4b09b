package import Primitives

/// One line of the timeline.
package struct DossierMoment: Sendable, Codable, Hashable {
    package var at: Timestamp
    package var text: String

    package init(at: Timestamp, text: String) {
        self.at = at
        self.text = text
    }
}
