import Primitives

/// The score of a lead: how well it can be approached, and how alive it is.
///
/// What counts and how much stands in `score.rules`. Each signal brings all of its weight, a stated part, or nothing; the total is the
/// plain sum.
struct ScoreCard {
    private typealias Mark = (holds: Bool, note: String?)

    /// A note is read beside its points.
    private static let maximumNoteCharacters = 100

    private let facts: FactList
    private let latestUpdate: FreshnessFinder.Moment?
    private let isSecure: Bool
    private let language: Language
    private let today: CivilDate

    private init(_ facts: FactList, _ latestUpdate: FreshnessFinder.Moment?, _ isSecure: Bool, _ language: Language, _ now: Timestamp) {
        self.facts = facts
        self.latestUpdate = latestUpdate
        self.isSecure = isSecure
        self.language = language
        today = CivilDate(daysSinceEpoch: now.seconds / 86_400)
    }

    static func score(
        _ facts: FactList, latestUpdate: FreshnessFinder.Moment?, isSecure: Bool, language: Language, now: Timestamp,
        rules: [ScoreRule] = ScoreRules.all
    ) -> Analysis.Score {
        let card = ScoreCard(facts, latestUpdate, isSecure, language, now)
        return Analysis.Score(rules.map(card.signal))
    }

    private func signal(_ rule: ScoreRule) -> Analysis.Signal {
        var (points, note): (Int, String?) = (0, nil)
        for step in rule.steps {
            let mark = mark(step.condition)
            note = mark.note
            guard mark.holds else { continue }
            points = step.points
            break
        }
        return Analysis.Signal(
            id: rule.id, label: rule.label(in: language), found: points > 0, weight: rule.weight, points: points,
            note: note.map { String($0.prefix(Self.maximumNoteCharacters)) })
    }

    private func mark(_ condition: ScoreRule.Condition) -> Mark {
        switch condition {
        case .fact(let kind): found(facts.first(kind)?.value)
        case .facts(let kind, let least): count(of: kind, atLeast: least)
        case .ownEmail: found(facts[.email].first { !Self.isFree($0.value) }?.value)
        case .freeEmail:
            found(facts.first(.email).map { language("\($0.value), chez un fournisseur gratuit", "\($0.value), at a free provider") })
        case .validNumber(let kind):
            found(
                facts.first(kind).map { language("\($0.label) \($0.value), clé valide", "\($0.label) \($0.value), valid check digits") })
        case .onlineBooking:
            found(facts.first(.booking).flatMap { $0.value == CommerceFinder.byAppointment(language) ? nil : $0.value })
        case .updated(let days): updated(withinDays: days)
        case .dated(let years): dated(withinYears: years)
        case .secure: (isSecure, facts.first(.https)?.value)
        }
    }

    private func found(_ note: String?) -> Mark { (note != nil, note) }

    private func count(of kind: Analysis.Fact.Kind, atLeast least: Int) -> Mark {
        let count = facts[kind].count
        let note =
            kind == .social
            ? language("\(count) compte\(count > 1 ? "s" : "")", "\(count) account\(count == 1 ? "" : "s")") : String(count)
        return (count >= least, count == 0 ? nil : note)
    }

    private func updated(withinDays days: Int) -> Mark {
        guard let latestUpdate, !latestUpdate.isYearOnly else { return (false, dateNote) }
        return (today.daysSinceEpoch - latestUpdate.date.daysSinceEpoch <= Int64(days), dateNote)
    }

    private func dated(withinYears years: Int) -> Mark {
        guard let latestUpdate, latestUpdate.isYearOnly else { return (false, dateNote) }
        return (latestUpdate.date.year >= today.year - Int64(years), dateNote)
    }

    private var dateNote: String {
        guard let latestUpdate else { return language("aucune date sur le site", "no date on the site") }
        return latestUpdate.isYearOnly
            ? language("seule une année est affichée : \(latestUpdate.written)", "only a year is shown: \(latestUpdate.written)")
            : latestUpdate.written
    }

    private static func isFree(_ address: String) -> Bool {
        freeProviders.contains(String(address.split(separator: "@").last ?? ""))
    }

    static let freeProviders: Set<String> = [
        "gmail.com", "googlemail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "live.fr", "live.com", "msn.com",
        "yahoo.com", "yahoo.fr",
        "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "neuf.fr", "laposte.net", "bbox.fr", "icloud.com", "me.com", "gmx.com", "gmx.fr",
        "gmx.de", "web.de",
        "aol.com", "proton.me", "protonmail.com",
    ]
}
