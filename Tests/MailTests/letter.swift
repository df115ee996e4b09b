import Primitives

@testable import Mail

/// A small message with one thing changed.
func letter(
    from: String = "node@example.com", fromName: String? = "Uprising", to: String = "ada@example.com", toName: String? = nil,
    replyTo: Mailbox? = nil, subject: String = "Hello", text: String = "Hello\n", html: String? = nil, language: Language = .english,
    messageID: String? = nil
) throws -> MailMessage {
    guard let sender = EmailAddress(from), let recipient = EmailAddress(to) else { throw NotAnAddress() }
    return MailMessage(
        from: Mailbox(name: fromName, address: sender), to: [Mailbox(name: toName, address: recipient)], replyTo: replyTo,
        subject: subject, text: text, html: html, language: language, messageID: messageID)
}

struct NotAnAddress: Error {}

/// What `body` failed with; `nil` when it went well.
func fault(of body: () async throws(MailFault) -> Void) async -> MailFault? {
    do {
        try await body()
        return nil
    } catch {
        return error
    }
}
