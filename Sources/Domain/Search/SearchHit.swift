package import Primitives

/// A lead that was found, and the parts of it that have the words.
package struct SearchHit: Sendable, JSONWritable {
    package let lead: Lead
    /// Relative to the first hit: higher is better, 1 for a company that is called just that.
    package let score: Double
    package let highlights: [Highlight]

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("lead", lead)
            json.member("score", score)
            json.member("highlights", array: highlights)
        }
    }
}
