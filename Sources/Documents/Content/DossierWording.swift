import Primitives

/// Headings, column titles and dates in one language.
struct DossierWording: Sendable {
    let tag: String
    let document: String
    let title: String
    let subject: String
    let established: String
    let score: String
    let signalsFound: @Sendable (_ found: Int, _ total: Int) -> String
    let contacts: String
    let noContacts: String
    let summary: String
    let openings: String
    let notices: String
    let facts: String
    let fact: String
    let finding: String
    let source: String
    let noFacts: String
    let signals: String
    let signal: String
    let weight: String
    let points: String
    let noSignals: String
    let notes: String
    let timeline: String
    let date: String
    let event: String
    let sources: String
    let page: String
    let status: String
    let reference: String
    let hidden: @Sendable (_ count: Int) -> String
    let cut: String
    private let months: [String]
    private let joinDateAndTime: String

    static func of(_ language: Language) -> DossierWording {
        switch language {
        case .french: french
        case .english: english
        }
    }

    /// `26 janvier 2026 à 09:30 UTC`; moments outside the years 1970 to 9999 show as the nearer end.
    func moment(_ timestamp: Timestamp) -> String {
        let seconds = timestamp.printable.seconds
        let (days, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let date = CivilDate(daysSinceEpoch: days)
        let hour = second / 3_600
        let minute = second / 60 % 60
        let time = "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
        let day = tag == "fr" && date.day == 1 ? "1er" : String(date.day)
        return "\(day) \(months[Int(date.month) - 1]) \(date.year)\(joinDateAndTime)\(time) UTC"
    }

    static let french = DossierWording(
        tag: "fr",
        document: "Dossier de prospection",
        title: "Dossier de prospection : ",
        subject: "Analyse du site, score et sources",
        established: "Établi le",
        score: "Score",
        signalsFound: { found, total in "\(found) \(found > 1 ? "signaux relevés" : "signal relevé") sur \(total)" },
        contacts: "Contacts",
        noContacts: "Aucun contact connu.",
        summary: "L’essentiel",
        openings: "Pistes d’approche",
        notices: "À noter",
        facts: "Faits relevés",
        fact: "Fait",
        finding: "Constat et extrait",
        source: "Source",
        noFacts: "Aucun fait n’a pu être relevé sur le site.",
        signals: "Signaux du score",
        signal: "Signal",
        weight: "Part obtenue",
        points: "Points",
        noSignals: "Aucun signal évalué.",
        notes: "Notes",
        timeline: "Chronologie",
        date: "Date",
        event: "Événement",
        sources: "Sources",
        page: "Page lue",
        status: "Réponse",
        reference: "Réf.",
        hidden: { count in "… et \(count) \(count > 1 ? "autres non affichés" : "autre non affiché")." },
        cut: "… La suite du dossier dépasse le nombre de pages prévu.",
        months: [
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
        ],
        joinDateAndTime: " à ")

    static let english = DossierWording(
        tag: "en",
        document: "Lead dossier",
        title: "Lead dossier: ",
        subject: "Site analysis, score and sources",
        established: "Drawn up on",
        score: "Score",
        signalsFound: { found, total in "\(found) of \(total) signals found" },
        contacts: "Contacts",
        noContacts: "No contact known.",
        summary: "In short",
        openings: "Openings",
        notices: "Worth knowing",
        facts: "Facts",
        fact: "Fact",
        finding: "Finding and excerpt",
        source: "Source",
        noFacts: "Nothing could be read on the site.",
        signals: "Signals of the score",
        signal: "Signal",
        weight: "Share obtained",
        points: "Points",
        noSignals: "No signal was assessed.",
        notes: "Notes",
        timeline: "Timeline",
        date: "Date",
        event: "Event",
        sources: "Sources",
        page: "Page read",
        status: "Answer",
        reference: "Ref.",
        hidden: { count in "… and \(count) more not shown." },
        cut: "… The rest of the dossier is past the number of pages allowed.",
        months: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
        ],
        joinDateAndTime: " at ")
}

extension Timestamp {
    /// The nearest moment that can be written with a year of four digits.
    var printable: Timestamp {
        min(max(self, Timestamp(seconds: 0)), Timestamp(seconds: 253_402_300_799))
    }
}
