package import JobQueue
package import Mail
package import Primitives
import Tracing

/// Runs ``SendMail``: opens the letter and hands it to the mailer.
///
/// A temporary fault is thrown, so that the queue tries again later; a permanent one gives the job up with the server's words.
package struct MailSender: JobHandler {
    private let mailer: any Mailer
    private let ring: KeyRing
    private let clock: WallClock

    package init(mailer: any Mailer, ring: KeyRing, clock: WallClock = .system) {
        self.mailer = mailer
        self.ring = ring
        self.clock = clock
    }

    package func run(_ job: SendMail, context: JobContext) async throws -> JobOutcome {
        guard let content = job.content.open(for: job.recipient, letter: job.letter, with: ring) else {
            return .cancel(reason: MailNotSent.unreadable)
        }
        if content.isDecoy { return .done }
        if let last = job.goodUntil, clock.now() >= last { return .cancel(reason: MailNotSent.outdated) }
        do {
            try await withSpan("mail.send", ofKind: .client) { span in
                span.updateAttributes { $0.set("mail.letter", value: .string(job.letter.rawValue)) }
                try await mailer.send(content.message)
            }
            return .done
        } catch let fault as MailFault {
            // A hand-over that the end of the node cut off is put back, and uses up no attempt.
            try Task.checkCancellation()
            guard fault.isPermanent else { throw fault }
            return .cancel(reason: MailNotSent.refused(fault))
        }
    }
}
