package import Primitives

/// What is different from the analysis before.
package struct DossierChanges: Sendable, Codable, Hashable {
    /// When that analysis was made.
    package var since: Timestamp
    package var scoreBefore: Int
    /// May be empty: then nothing is different but, perhaps, the score.
    package var items: [DossierChange]

    package init(since: Timestamp, scoreBefore: Int, items: [DossierChange] = []) {
        self.since = since
        self.scoreBefore = scoreBefore
        self.items = items
    }
}
