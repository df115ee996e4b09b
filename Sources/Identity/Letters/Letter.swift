package import Primitives

/// What a mail says, before it is known who sends it to whom.
package struct Letter: Hashable, Sendable {
    /// Which of the letters it is; stands in job, log and audit in place of the content.
    package enum Name: String, Sendable, Codable {
        case code
        case invitation
        case emailChange = "email_change"
        case fileDamage = "file_damage"
        case notification
        case digest
        case alert
        case test
    }

    package let name: Name
    package let language: Language
    package let subject: String
    package let text: String
    package let html: String
    /// Where a mail program ends such letters by itself (RFC 8058); only of those that nobody asked for one by one.
    package private(set) var unsubscribeLink: String?

    /// Both forms come from the same elements, so they say the same.
    init(_ name: Name, in language: Language, subject: String, _ elements: [LetterElement], footer: String) {
        self.name = name
        self.language = language
        self.subject = subject.singleLine()
        text = LetterText.render(elements, footer: footer)
        html = LetterHTML.render(elements, footer: footer, title: self.subject, language: language)
    }

    func unsubscribing(at link: String) -> Letter {
        var letter = self
        letter.unsubscribeLink = link
        return letter
    }
}
