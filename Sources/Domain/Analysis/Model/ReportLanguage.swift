/// The language in which an analysis speaks to its reader: the workspace's, not the site's.
package enum ReportLanguage: String, Codable, Sendable, CaseIterable {
    case french = "fr"
    case english = "en"

    /// Picks one of two wordings.
    func callAsFunction(_ french: String, _ english: String) -> String {
        self == .french ? french : english
    }
}
