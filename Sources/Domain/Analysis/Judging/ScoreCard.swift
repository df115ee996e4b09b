import Primitives

/// The score of a lead: how well it can be approached, and how alive it is.
///
/// Eleven signals, whose weights add up to 100. Each brings all of its weight, a stated part, or nothing; the total is the plain sum.
///
/// | signal | weight | all of it | a part |
/// |---|---|---|---|
/// | `email` | 15 | an address of the company's own | 9: only at a free provider |
/// | `legal_identity` | 14 | SIREN, SIRET or VAT number with valid check digits | 5: a legal form alone |
/// | `phone` | 12 | a number | |
/// | `contact_person` | 10 | a person named as responsible | |
/// | `commerce` | 10 | shop or online booking | 5: prices, quotations or appointments |
/// | `description` | 8 | says what it does | |
/// | `hiring` | 8 | is hiring | |
/// | `social` | 7 | two accounts or more | 4: one |
/// | `address` | 6 | a postal address | |
/// | `freshness` | 6 | touched within a year | 4: only a year is shown, this or the last; 3: within two years |
/// | `https` | 4 | shown over https | |
enum ScoreCard {
    static func score(
        _ facts: FactList, latestUpdate: FreshnessFinder.Moment?, isSecure: Bool, hints: AnalysisHints, now: Timestamp
    ) -> Analysis.Score {
        let language = hints.language
        func signal(_ id: String, _ label: (String, String), weight: Int, points: Int, note: String?) -> Analysis.Signal {
            Analysis.Signal(id: id, label: language(label.0, label.1), found: points > 0, weight: weight, points: points, note: note)
        }
        func simple(_ id: String, _ label: (String, String), weight: Int, kind: Analysis.Fact.Kind) -> Analysis.Signal {
            let fact = facts.first(kind)
            return signal(id, label, weight: weight, points: fact == nil ? 0 : weight, note: fact?.value)
        }
        let email = email(facts, language)
        let legal = legal(facts, language)
        let commerce = commerce(facts, language)
        let freshness = freshness(latestUpdate, now: now, language)
        let social = facts[.social].count
        return Analysis.Score([
            signal("email", ("Adresse e-mail", "E-mail address"), weight: 15, points: email.points, note: email.note),
            simple("phone", ("Téléphone", "Phone"), weight: 12, kind: .phone),
            simple("contact_person", ("Interlocuteur nommé", "Named contact"), weight: 10, kind: .contactName),
            simple("address", ("Adresse postale", "Postal address"), weight: 6, kind: .address),
            signal(
                "legal_identity", ("Identité légale vérifiable", "Verifiable legal identity"), weight: 14, points: legal.points,
                note: legal.note),
            signal(
                "description", ("Activité décrite", "Says what it does"), weight: 8, points: facts.first(.description) == nil ? 0 : 8,
                note: facts.first(.description).map { String($0.value.prefix(100)) }),
            signal(
                "social", ("Réseaux sociaux", "Social accounts"), weight: 7, points: social >= 2 ? 7 : social * 4,
                note: social == 0 ? nil : language("\(social) compte\(social > 1 ? "s" : "")", "\(social) account\(social == 1 ? "" : "s")")
            ),
            signal(
                "commerce", ("Vente, réservation ou tarifs", "Shop, booking or prices"), weight: 10, points: commerce.points,
                note: commerce.note),
            simple("hiring", ("Recrute", "Hiring"), weight: 8, kind: .hiring),
            signal("freshness", ("Site à jour", "Site up to date"), weight: 6, points: freshness.points, note: freshness.note),
            signal(
                "https", ("Connexion sécurisée", "Secure connection"), weight: 4, points: isSecure ? 4 : 0, note: facts.first(.https)?.value
            ),
        ])
    }

    private typealias Mark = (points: Int, note: String?)

    private static func email(_ facts: FactList, _ language: Language) -> Mark {
        guard let first = facts.first(.email)?.value else { return (0, nil) }
        let own = facts[.email].first { fact in !freeProviders.contains(String(fact.value.split(separator: "@").last ?? "")) }
        if let own { return (15, own.value) }
        return (9, language("\(first), chez un fournisseur gratuit", "\(first), at a free provider"))
    }

    private static func legal(_ facts: FactList, _ language: Language) -> Mark {
        for kind in [Analysis.Fact.Kind.siren, .siret, .vat] {
            if let fact = facts.first(kind) {
                return (14, language("\(fact.label) \(fact.value), clé valide", "\(fact.label) \(fact.value), valid check digits"))
            }
        }
        return facts.first(.legalForm).map { (5, $0.value) } ?? (0, nil)
    }

    private static func commerce(_ facts: FactList, _ language: Language) -> Mark {
        if let shop = facts.first(.shop) { return (10, shop.value) }
        if let booking = facts.first(.booking), booking.value != CommerceFinder.byAppointment(language) { return (10, booking.value) }
        return (facts.first(.pricing) ?? facts.first(.booking)).map { (5, $0.value) } ?? (0, nil)
    }

    private static func freshness(_ latest: FreshnessFinder.Moment?, now: Timestamp, _ language: Language) -> Mark {
        guard let latest else { return (0, language("aucune date sur le site", "no date on the site")) }
        let today = CivilDate(daysSinceEpoch: now.seconds / 86_400)
        if latest.isYearOnly {
            let isRecent = latest.date.year >= today.year - 1
            return (
                isRecent ? 4 : 0, language("seule une année est affichée : \(latest.written)", "only a year is shown: \(latest.written)")
            )
        }
        let days = today.daysSinceEpoch - latest.date.daysSinceEpoch
        return (days <= 366 ? 6 : days <= 731 ? 3 : 0, latest.written)
    }

    static let freeProviders: Set<String> = [
        "gmail.com", "googlemail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "live.fr", "live.com", "msn.com",
        "yahoo.com", "yahoo.fr",
        "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "neuf.fr", "laposte.net", "bbox.fr", "icloud.com", "me.com", "gmx.com", "gmx.fr",
        "gmx.de", "web.de",
        "aol.com", "proton.me", "protonmail.com",
    ]
}
