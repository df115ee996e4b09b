package import Primitives
import Synchronization

/// The mailer of the profile `local`: keeps messages in memory where a developer can read them, and sends none.
package final class DevMailbox: Mailer {
    /// An afternoon of trying out; at a few kilobytes each it stays under a megabyte or two.
    package static let limit = 200

    private let kept = Mutex<[DevMail]>([])
    private let announce: @Sendable (DevMail) -> Void

    /// `announce` is told of every message, such as to print it in the terminal.
    package init(announce: @escaping @Sendable (DevMail) -> Void = { _ in }) {
        self.announce = announce
    }

    /// Refuses what the SMTP mailer would refuse without asking a server, so that it shows before production.
    package func send(_ message: MailMessage) async throws(MailFault) {
        _ = try SMTPEnvelope(message)
        let now = Timestamp.now()
        let mail = DevMail(id: ID(at: now), receivedAt: now, message: message)
        kept.withLock { kept in
            if kept.count == Self.limit { kept.removeFirst() }
            kept.append(mail)
        }
        announce(mail)
    }

    /// Takes away the messages in which somebody is named; `isNamed` is asked about each of their texts.
    package func remove(naming isNamed: (String) -> Bool) {
        kept.withLock { $0.removeAll { $0.texts.contains(where: isNamed) } }
    }

    /// Newest first.
    package func list() -> [DevMail] { kept.withLock { $0.reversed() } }

    package func find(_ id: ID<DevMail>) -> DevMail? { kept.withLock { $0.first { $0.id == id } } }
}
