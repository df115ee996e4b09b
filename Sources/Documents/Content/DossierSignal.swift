/// One reason for the score: what was looked for, whether it was there, and what it counts.
package struct DossierSignal: Sendable, Codable, Hashable {
    package var label: String
    package var found: Bool
    /// The most points that the signal can give.
    package var weight: Int
    /// The points that it gave.
    package var points: Int
    package var note: String?

    package init(label: String, found: Bool, weight: Int, points: Int, note: String? = nil) {
        self.label = label
        self.found = found
        self.weight = weight
        self.points = points
        self.note = note
    }
}
