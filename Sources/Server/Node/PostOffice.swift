import Glibc
import Mail
import Primitives
import WebAPI

/// Where mail goes: to the server of `SMTP_URL`, or, in a local profile without one, to a mailbox that page and terminal show.
struct PostOffice: Sendable {
    let mailer: any Mailer
    let devMailbox: DevMailbox?
    private let smtp: SMTPMailer?
    private let server: SMTPSettings?

    init(settings: Settings) {
        server = settings.smtp
        if let server {
            let mailer = SMTPMailer(settings: server)
            (self.mailer, devMailbox, smtp) = (mailer, nil, mailer)
        } else {
            let mailbox = DevMailbox { Self.print($0) }
            (mailer, devMailbox, smtp) = (mailbox, mailbox, nil)
        }
    }

    /// The way that mail takes, for whoever runs the node.
    func way(from sender: Mailbox) -> MailDesk.Way {
        if let server { return .server(server, sender: sender) }
        guard let devMailbox else { preconditionFailure("there is a server or a mailbox") }
        return .devMailbox(devMailbox, sender: sender)
    }

    /// Hands over what is under way and hangs up.
    func close() async {
        await smtp?.close()
    }

    private static func print(_ mail: DevMail) {
        let recipients = mail.message.to.map(\.address.description).joined(separator: ", ")
        let text = "\nMail to \(recipients): \(mail.message.subject)\n\n\(mail.message.text)\n"
        let bytes = Array(text.utf8)
        _ = write(STDOUT_FILENO, bytes, bytes.count)
    }
}
