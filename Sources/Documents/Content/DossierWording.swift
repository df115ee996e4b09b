import Primitives

/// Headings and column titles, each in both languages side by side.
struct DossierWording: Sendable {
    let language: Language

    /// The document's language as a PDF names it (BCP 47).
    var tag: String { language("fr", "en") }

    var document: String { language("Dossier de prospection", "Lead dossier") }
    var title: String { language("Dossier de prospection : ", "Lead dossier: ") }
    var subject: String { language("Analyse du site, score et sources", "Site analysis, score and sources") }
    var established: String { language("Établi le", "Drawn up on") }
    var reference: String { language("Réf.", "Ref.") }
    var cut: String {
        language(
            "… La suite du dossier dépasse le nombre de pages prévu.", "… The rest of the dossier is past the number of pages allowed.")
    }

    var score: String { language("Score", "Score") }
    var mainContact: String { language("Contact principal", "Main contact") }
    var noContacts: String { language("Aucun contact connu.", "No contact known.") }

    var summary: String { language("L’essentiel", "In short") }
    var openings: String { language("Pistes d’approche", "Openings") }
    var notices: String { language("À noter", "Worth knowing") }

    var changes: String { language("Depuis la dernière analyse", "Since the last analysis") }
    var comparedWith: String { language("Par rapport au", "Compared with") }
    var nothingChanged: String { language("Aucun fait n’a changé.", "No fact has changed.") }
    var change: String { language("État", "State") }
    var new: String { language("Nouveau", "New") }
    var gone: String { language("Disparu", "Gone") }
    var changed: String { language("Modifié", "Changed") }
    var before: String { language("avant :", "before:") }

    var facts: String { language("Faits relevés", "Facts") }
    var fact: String { language("Fait", "Fact") }
    var findingAlone: String { language("Constat", "Finding") }
    var finding: String { language("Constat et extrait", "Finding and excerpt") }
    var source: String { language("Source", "Source") }
    var noFacts: String { language("Aucun fait n’a pu être relevé sur le site.", "Nothing could be read on the site.") }

    var signals: String { language("Signaux du score", "Signals of the score") }
    var signal: String { language("Signal", "Signal") }
    var chart: String { language("Points obtenus sur le poids", "Points out of the weight") }
    var points: String { language("Points", "Points") }
    var total: String { language("Total", "Total") }
    var noSignals: String { language("Aucun signal évalué.", "No signal was assessed.") }

    var contacts: String { language("Contacts", "Contacts") }
    var contact: String { language("Contact", "Contact") }
    var name: String { language("Nom", "Name") }
    var email: String { language("E-mail", "E-mail") }
    var phone: String { language("Téléphone", "Phone") }

    var timeline: String { language("Chronologie", "Timeline") }
    var date: String { language("Date", "Date") }
    var event: String { language("Événement", "Event") }
    var actor: String { language("Par", "By") }

    var notes: String { language("Notes", "Notes") }

    var sources: String { language("Sources", "Sources") }
    var page: String { language("Page lue", "Page read") }
    var status: String { language("Réponse", "Answer") }

    func signalsFound(_ found: Int, of total: Int) -> String {
        language(
            "\(found) \(found > 1 ? "signaux relevés" : "signal relevé") sur \(total)", "\(found) of \(total) signals found")
    }

    func hidden(_ count: Int) -> String {
        language("… et \(count) \(count > 1 ? "autres non affichés" : "autre non affiché").", "… and \(count) more not shown.")
    }

    func moment(_ timestamp: Timestamp) -> String {
        DossierDate(timestamp, in: language).description
    }
}
