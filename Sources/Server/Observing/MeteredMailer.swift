import Mail
import Synchronization
import Telemetry

/// Hands mail on and counts how that went.
final class MeteredMailer: Mailer {
    private let mailer: any Mailer
    private let sent: CounterCell
    private let failed: CounterCell
    private let failures = Atomic(0)

    init(_ mailer: any Mailer, registry: MetricRegistry) {
        self.mailer = mailer
        sent = registry.counter(Families.mails, "sent")
        failed = registry.counter(Families.mails, "failed")
    }

    /// How many hand-overs have failed since the last that did not.
    var failuresInARow: Int { failures.load(ordering: .relaxed) }

    func send(_ message: MailMessage) async throws(MailFault) {
        do {
            try await mailer.send(message)
            sent.increment(by: 1)
            failures.store(0, ordering: .relaxed)
        } catch {
            // That one recipient does not exist says nothing of the server, and neither does a task that was cancelled.
            if error.kind != .recipientRefused, error.kind != .cancelled {
                failed.increment(by: 1)
                failures.add(1, ordering: .relaxed)
            }
            throw error
        }
    }
}
