package import Primitives

extension Letters {
    /// What somebody is told of, one thing.
    ///
    /// - Parameters:
    ///   - sentence: without a full stop; also the subject.
    ///   - unsubscribeLink: by which letters of this kind end.
    package func notification(
        _ sentence: String, details: [String], link: String, linkLabel: String, unsubscribeLink: String, in language: Language
    ) -> Letter {
        let elements: [LetterElement] =
            [.paragraph("\(sentence.singleLine()).")] + details.map { .paragraph($0) } + [.link(label: linkLabel, address: link)]
        return letter(
            .notification, language, sentence,
            elements + [
                .quietLink(
                    label: language("Ne plus recevoir de messages de ce genre", "No more mail of this kind"), address: unsubscribeLink)
            ]
        ).unsubscribing(at: unsubscribeLink)
    }

    /// What somebody is told of once a day.
    ///
    /// - Parameters:
    ///   - lines: without full stops; the newest first.
    ///   - count: of all, told or not.
    package func digest(
        _ lines: [String], count: Int, of workspace: String, link: String, unsubscribeLink: String, in language: Language
    ) -> Letter {
        let workspace = Self.short(workspace)
        let subject =
            count == 1
            ? language("Une nouvelle de \(workspace)", "One thing happened in \(workspace)")
            : language("\(count) nouvelles de \(workspace)", "\(count) things happened in \(workspace)")
        var elements: [LetterElement] = lines.map { .paragraph("· \($0.singleLine())") }
        if count > lines.count {
            elements.append(.paragraph(language("et \(count - lines.count) de plus.", "and \(count - lines.count) more.")))
        }
        elements += [
            .link(label: language("Tout voir", "See all"), address: link),
            .quietLink(label: language("Ne plus recevoir ce message quotidien", "No more daily mail"), address: unsubscribeLink),
        ]
        return letter(.digest, language, subject, elements).unsubscribing(at: unsubscribeLink)
    }
}
