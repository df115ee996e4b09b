package import Primitives

extension Letters {
    /// What the letter says of one alert.
    package struct AlertLine: Sendable {
        let summary: String
        package let cause: String
        let command: String
        let isOver: Bool

        package init(summary: String, cause: String, command: String, isOver: Bool) {
            self.summary = summary
            self.cause = cause
            self.command = command
            self.isOver = isOver
        }
    }

    /// Alerts about the node itself that go out together; what fires stands first.
    ///
    /// - Parameter link: the page of alerts.
    package func alerts(_ lines: [AlertLine], link: String, in language: Language) -> Letter {
        let firing = lines.filter { !$0.isOver }
        let over = lines.filter(\.isOver)
        let first = (firing.first ?? over.first)?.summary ?? ""
        let more = lines.count > 1 ? language(" (et \(lines.count - 1) de plus)", " (and \(lines.count - 1) more)") : ""
        let subject =
            firing.isEmpty
            ? language("Terminé\u{a0}: \(first)\(more)", "Over: \(first)\(more)")
            : language("Alerte\u{a0}: \(first)\(more)", "Alert: \(first)\(more)")
        var elements: [LetterElement] = firing.flatMap { line in
            [
                LetterElement.paragraph("\(line.summary)."),
                .paragraph(language("Cause probable\u{a0}: \(line.cause)", "Likely cause: \(line.cause)")),
                .paragraph(language("Sur le serveur, lancez d’abord\u{a0}:", "On the server, run this first:")),
                .command(line.command),
            ]
        }
        elements += over.map { .paragraph(language("Terminé\u{a0}: \($0.summary).", "Over: \($0.summary).")) }
        elements.append(.link(label: language("Voir les alertes", "See the alerts"), address: link))
        return letter(.alert, language, subject, elements)
    }
}
