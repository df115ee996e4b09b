/// The language in which the node speaks to the people of a workspace.
package enum Language: String, Sendable, Codable, CaseIterable, JSONWritable {
    case french = "fr"
    case english = "en"

    /// Picks one of two wordings.
    package func callAsFunction(_ french: String, _ english: String) -> String {
        self == .french ? french : english
    }
}
