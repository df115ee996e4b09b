/// The languages in which a dossier's headings and dates are written.
package enum DossierLanguage: String, Sendable, Codable, Hashable, CaseIterable {
    case french = "fr"
    case english = "en"
}
