import Documents
import Primitives

/// Dossiers that nobody would write, and some site will.
extension SampleDossiers {
    /// The scripts whose fonts are the same everywhere.
    static let scriptsWithoutEmoji: DossierContent = {
        var content = scripts
        content.company = "株式会社さくら · شركة النور · שמש בע״מ · Société Éléphant"
        content.facts.removeAll { $0.label == "Emoji" }
        return content
    }()

    /// Words that no column is wide enough for.
    static let longWords: DossierContent = {
        let word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
        var content = typical(.english)
        content.company = word + word
        content.website = "https://" + word.lowercased() + ".example/" + String(repeating: "a", count: 300)
        content.details = content.details.map { DossierDetail(label: $0.label + word, value: word + $0.value) }
        content.contacts = [
            DossierContact(
                name: word, role: word, email: "a@" + word.lowercased() + ".example", phone: String(repeating: "0", count: 60))
        ]
        content.facts = content.facts.map {
            DossierFact(kind: $0.kind, label: word, value: word + word + word, url: $0.url + "/" + word, snippet: word + word + word + word)
        }
        content.score.signals = content.score.signals.map {
            DossierSignal(label: word + word, found: $0.found, weight: $0.weight * 1_000_003, points: $0.points * 1_000_003, note: word)
        }
        content.openings = [word + word]
        content.notices = [word]
        content.notes = word + word
        content.timeline = [DossierMoment(at: created, text: word + word, actor: word)]
        return content
    }()

    /// A directory: two hundred facts of two hundred pages.
    static let manyFacts: DossierContent = {
        var content = typical(.french)
        content.facts = (1...200).map {
            DossierFact(
                kind: "kind-\($0)", label: "Fait n° \($0)", value: "Valeur \($0)", url: "https://annuaire.example/page/\($0)",
                snippet: "Un extrait de la page \($0), tel qu’il y est écrit.")
        }
        return content
    }()

    /// As many notes as a lead may have, without a line feed.
    static let longNotes: DossierContent = {
        var content = typical(.english)
        let sentence = "They asked for a proposal that covers deliveries, invoices and the new shop in Béthune. "
        content.notes = String(String(repeating: sentence, count: 200).prefix(10_000))
        return content
    }()

    /// As much of everything as a hostile site could give, far past every limit.
    static let enormous: DossierContent = {
        let tower = "a" + String(repeating: "\u{301}\u{321}", count: 5_000)
        let wall = String(repeating: "W\u{4E2D}", count: 20_000)
        var content = typical(.english)
        content.company = wall
        content.website = "https://" + wall
        content.details = (0..<3_000).map { DossierDetail(label: $0.isMultiple(of: 2) ? wall : "\($0)", value: tower) }
        content.changes = DossierChanges(
            since: Timestamp(microseconds: .min), scoreBefore: .min,
            items: Array(repeating: DossierChange(label: wall, before: wall, after: tower), count: 3_000))
        content.contacts = (0..<5_050).map {
            DossierContact(name: $0.isMultiple(of: 2) ? wall : "\($0)", role: wall, email: wall, phone: tower)
        }
        content.facts = (0..<3_000).map {
            DossierFact(
                kind: "k\($0)", label: wall, value: wall, url: "https://a.example/\($0)/" + String(repeating: "%", count: 5_000),
                snippet: wall)
        }
        content.score.signals = (0..<3_000).map { _ in DossierSignal(label: wall, found: true, weight: .min, points: .max, note: tower) }
        content.openings = Array(repeating: wall, count: 3_000)
        content.notices = Array(repeating: wall, count: 3_000)
        content.notes = String(repeating: "x\n\n", count: 50_000)
        content.teamNotes = (0..<3_000).map { DossierNote(at: Timestamp(microseconds: .max), author: wall, text: "\($0)" + wall) }
        content.earlierNotes = .max
        content.earlierMoments = .max
        content.pages = (0..<3_000).map { DossierPageRead(url: "https://b.example/\($0)", status: .max, title: wall) }
        content.timeline = (0..<3_000).map {
            DossierMoment(at: Timestamp(microseconds: $0.isMultiple(of: 2) ? .max : .min), text: wall, actor: wall)
        }
        content.workspaceName = wall
        content.leadID = wall
        content.score.total = .max
        return content
    }()
}
