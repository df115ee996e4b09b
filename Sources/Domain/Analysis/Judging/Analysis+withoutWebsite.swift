package import Primitives

extension Analysis {
    /// For a lead without a site: what the team typed, marked as such, scored by the same card, and a notice that says so.
    package static func withoutWebsite(hints: AnalysisHints, now: Timestamp) -> Analysis {
        let language = hints.language
        let source = language("Saisi avec le lead", "Typed with the lead")
        var facts = FactList(language)
        facts.add(.companyName, hints.company, url: "", snippet: source)
        if let name = hints.contactName { facts.add(.contactName, name, url: "", snippet: source) }
        if let email = hints.email.flatMap(EmailAddress.init) { facts.add(.email, email.normalized, url: "", snippet: source) }
        if let phone = hints.phone {
            let number = PhoneNumber(phone, country: language == .french ? .france : nil)
            facts.add(.phone, number?.e164 ?? phone, url: "", snippet: source)
        }
        return Analysis(
            analyzedAt: now, website: "", language: nil, facts: facts.sorted,
            score: ScoreCard.score(facts, latestUpdate: nil, isSecure: false, language: language, now: now), openings: [], pages: [],
            notices: [
                language(
                    "Aucun site n’a été indiqué : le dossier ne contient que ce qui a été saisi avec le lead.",
                    "No site was given: the dossier holds only what was typed with the lead.")
            ])
    }
}
