import Primitives

/// Everything that the fact finders may look at, and nothing else: no clock, no network.
struct SiteReading: Sendable {
    /// In the order read, the home page first.
    let pages: [SitePage]
    let hints: AnalysisHints
    let now: Timestamp
    /// Main language of the site.
    let siteLanguage: String?

    init(pages: [SitePage], hints: AnalysisHints, now: Timestamp) {
        self.pages = pages.map(\.unpacked)
        self.hints = hints
        self.now = now
        siteLanguage = self.pages.first.flatMap { LanguageFinder.language(of: $0.content) }
    }

    var language: Language { hints.language }

    /// The country whose national phone numbers can be trusted here: by the site's top-level domain, else by its language
    /// where one country clearly leads.
    var callingCountry: PhoneNumber.Country? {
        guard let host = pages.first?.address.host else { return nil }
        let suffix = String(host.split(separator: ".").last ?? "")
        if let country = PhoneNumber.Country(topLevelDomain: suffix) { return country }
        return siteLanguage.flatMap(PhoneNumber.Country.init(language:))
    }
}
