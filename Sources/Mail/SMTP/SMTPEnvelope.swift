import Primitives

/// A message ready for SMTP: who sends, who gets it, and its bytes.
struct SMTPEnvelope: Sendable {
    /// The least that every server must take in one go (RFC 5321 §4.5.3.1.8).
    static let recipientLimit = 100
    /// Ours are a few kilobytes; many servers refuse beyond this.
    static let byteLimit = 10 << 20

    let sender: String
    let recipients: [String]
    let bytes: [UInt8]

    init(_ message: MailMessage) throws(MailFault) {
        guard let sender = message.from.address.asciiForm else {
            throw Self.internationalized(message.from.address, .senderRefused)
        }
        guard (1...Self.recipientLimit).contains(message.to.count) else {
            throw MailFault(
                .recipientRefused, "A message goes to 1 to \(Self.recipientLimit) recipients; this one has \(message.to.count).",
                isPermanent: true)
        }
        var recipients: [String] = []
        for mailbox in message.to {
            guard let address = mailbox.address.asciiForm else { throw Self.internationalized(mailbox.address, .recipientRefused) }
            recipients.append(address)
        }
        let bytes = message.mime()
        guard bytes.count <= Self.byteLimit else {
            throw MailFault(
                .messageRefused, "The message has \(bytes.count) bytes; no more than \(Self.byteLimit) are sent.", isPermanent: true)
        }
        self.sender = sender
        self.recipients = recipients
        self.bytes = bytes
    }

    /// Of nothing: goes no further than what comes before a message.
    init(greetingAs sender: String) {
        self.sender = sender
        recipients = []
        bytes = []
    }

    private static func internationalized(_ address: EmailAddress, _ kind: MailFault.Kind) -> MailFault {
        MailFault(
            kind,
            "\(address) can't be reached: before the @ it has letters outside ASCII, which only SMTPUTF8 carries, and that is not spoken here. Use another address.",
            isPermanent: true)
    }
}
