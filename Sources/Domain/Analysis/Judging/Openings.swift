import Primitives

/// Sentences to begin a conversation with, each drawn from a fact on the site; the most telling first.
enum Openings {
    /// A salesperson uses one; more than these would be a list to read.
    static let limit = 4

    static func write(_ findings: Findings, reading: SiteReading) -> [String] {
        let language = reading.language
        let facts = findings.facts
        var result: [String] = []
        if let hiring = facts.first(.hiring) {
            let post = hiring.value.split(separator: ":", maxSplits: 1).dropFirst().first.map { String($0).trimmingSpaces() }
            result.append(
                post.map {
                    language(
                        "Vous recherchez « \($0) » : comment se passe ce recrutement, et qu’est-ce qui porte votre croissance ?",
                        "You are looking for “\($0)”: how is the search going, and what is driving your growth?")
                }
                    ?? language(
                        "Vous recrutez en ce moment : quels postes sont les plus urgents, et qu’est-ce qui porte votre croissance ?",
                        "You are hiring at the moment: which posts are most urgent, and what is driving your growth?"))
        }
        if let old = stale(findings.latestUpdate, now: reading.now)?.spoken(in: language) {
            result.append(
                language(
                    "La dernière date visible sur votre site est \(old) : reflète-t-il encore ce que vous faites aujourd’hui ?",
                    "The latest date on your site is \(old): does it still show what you do today?"))
        }
        if let shop = facts.first(.shop) {
            let product = parenthesized(shop.value)
            result.append(
                product.map {
                    language(
                        "Votre boutique tourne avec \($0) : quelle part de vos ventes passe aujourd’hui par le site ?",
                        "Your shop runs on \($0): what share of your sales comes through the site today?")
                }
                    ?? language(
                        "Vous vendez en ligne : quelle part de vos ventes passe aujourd’hui par le site ?",
                        "You sell online: what share of your sales comes through the site today?"))
        }
        if let booking = facts.first(.booking) {
            result.append(bookingSentence(booking, language))
        }
        let others = facts[.language].map(\.value).filter { $0 != reading.siteLanguage }
        if let main = reading.siteLanguage, !others.isEmpty {
            let names = ([main] + others).map { LanguageNames.name($0, in: language) }
            let list = names.dropLast().joined(separator: ", ") + language(" et ", " and ") + (names.last ?? "")
            result.append(
                language(
                    "Votre site parle \(list) : quelle part de vos clients vient de l’étranger ?",
                    "Your site speaks \(list): what share of your customers comes from abroad?"))
        }
        if facts.first(.pricing)?.value == CommerceFinder.byQuotation(language) {
            result.append(
                language(
                    "Vous travaillez sur devis : combien de demandes recevez-vous par le site, et combien aboutissent ?",
                    "You work by quotation: how many requests come in through the site, and how many become orders?"))
        }
        if let home = reading.pages.first, !home.address.isSecure {
            result.append(
                language(
                    "Les navigateurs signalent votre site comme « non sécurisé » : vos visiteurs vous en ont-ils déjà parlé ?",
                    "Browsers mark your site as “not secure”: have visitors mentioned it to you?"))
        }
        if let description = facts.first(.description) {
            let words = description.value.count > 120 ? String(description.value.prefix(119)) + "…" : description.value
            result.append(
                language(
                    "Vous présentez votre activité ainsi : « \(words) » — quelle est votre priorité cette année ?",
                    "You describe what you do as “\(words)” – what is your priority this year?"))
        }
        return Array(result.prefix(limit))
    }

    private static func bookingSentence(_ booking: Analysis.Fact, _ language: Language) -> String {
        if booking.value == CommerceFinder.byAppointment(language) {
            return language(
                "Vous recevez sur rendez-vous, et le site ne permet pas de réserver en ligne : comment gérez-vous les demandes aujourd’hui ?",
                "You work by appointment, and the site takes no bookings: how do you handle requests today?")
        }
        return parenthesized(booking.value).map {
            language(
                "Vos clients réservent en ligne avec \($0) : combien de rendez-vous arrivent par ce canal, et combien sont manqués ?",
                "Your customers book online with \($0): how many appointments come that way, and how many are missed?")
        }
            ?? language(
                "Vos clients réservent en ligne : combien de rendez-vous arrivent par ce canal, et combien sont manqués ?",
                "Your customers book online: how many appointments come that way, and how many are missed?")
    }

    /// Older than two years.
    private static func stale(_ latest: FreshnessFinder.Moment?, now: Timestamp) -> FreshnessFinder.Moment? {
        guard let latest else { return nil }
        let today = CivilDate(daysSinceEpoch: now.seconds / 86_400)
        let isStale = latest.isYearOnly ? latest.date.year < today.year - 2 : today.daysSinceEpoch - latest.date.daysSinceEpoch > 731
        return isStale ? latest : nil
    }

    private static func parenthesized(_ value: String) -> String? {
        guard value.hasSuffix(")"), let open = value.lastIndex(of: "(") else { return nil }
        return String(value[value.index(after: open)...].dropLast())
    }
}
