package import Primitives

/// One message to be sent, as values: the same value always gives the same bytes, so a retry sends the very same mail.
///
/// Any text may stand in names and subject: what would break a header is cleaned where headers are written.
package struct MailMessage: Hashable, Sendable, Codable {
    package let from: Mailbox
    package let to: [Mailbox]
    package let replyTo: Mailbox?
    package let subject: String
    package let text: String
    /// The same as `text`, for programs that show HTML.
    package let html: String?
    package let language: Language
    /// Where such mail is ended by one POST (RFC 8058).
    package let unsubscribeLink: String?
    /// Without angle brackets; unique, so that a mail that was sent twice shows once where the server knows the trick.
    package let messageID: String
    package let date: Timestamp

    package init(
        from: Mailbox, to: [Mailbox], replyTo: Mailbox? = nil, subject: String, text: String, html: String? = nil, language: Language,
        unsubscribeLink: String? = nil, messageID: String? = nil, date: Timestamp = .now()
    ) {
        self.from = from
        self.to = to
        self.replyTo = replyTo
        self.subject = subject
        self.text = text
        self.html = html
        self.language = language
        self.unsubscribeLink = unsubscribeLink
        self.messageID = messageID ?? "\(ID<MailMessage>(at: date))@\(from.address.domainInMail)"
        self.date = date
    }
}
