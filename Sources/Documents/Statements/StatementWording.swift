import Primitives

/// Headings and column titles of a statement, each in both languages side by side.
struct StatementWording: Sendable {
    let language: Language

    /// The document's language as a PDF names it (BCP 47).
    var tag: String { language("fr", "en") }

    var document: String { language("Relevé de commissions", "Commission statement") }
    var subject: String { language("Sommes dues et versées", "What is owed and was paid") }
    var reference: String { language("Réf.", "Ref.") }
    var nothing: String { language("Aucun mouvement, et rien n’est dû.", "No movement, and nothing is owed.") }
    var day: String { language("Date", "Date") }
    var number: String { language("N°", "No.") }
    var text: String { language("Libellé", "Description") }
    var amount: String { language("Montant", "Amount") }
    var balance: String { language("Solde dû", "Balance due") }
    var opening: String { language("Solde au début", "Opening balance") }
    var closing: String { language("Solde à la fin", "Closing balance") }
    var cut: String {
        language(
            "… La suite du relevé dépasse le nombre de pages prévu.", "… The rest of the statement is past the number of pages allowed.")
    }

    func period(_ from: Day, _ to: Day) -> String {
        language("Du \(date(from)) au \(date(to))", "From \(date(from)) to \(date(to))")
    }

    /// As France writes it; else as everybody reads it the same (ISO 8601).
    func date(_ day: Day) -> String {
        let text = day.description.split(separator: "-")
        return language(text.reversed().joined(separator: "/"), day.description)
    }

    func money(_ money: Money) -> String { money.words(in: language) }
}
