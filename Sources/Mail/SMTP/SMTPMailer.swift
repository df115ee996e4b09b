import Dispatch
import Primitives
import Synchronization

/// Hands messages to an SMTP server, one after the other over one connection that is kept for a while.
package final class SMTPMailer: Mailer {
    /// Each takes up to ``SMTPSettings/totalTimeout``; whoever comes after is better served by a later try.
    package static let queueLimit = 32

    private struct State {
        var waiting = 0
        var isClosed = false
        /// Counts hand-overs, so that a look at the clock knows whether one came in between.
        var turn = 0
    }

    private let settings: SMTPSettings
    private let state = Mutex(State())
    /// libcurl blocks, so it gets a thread of its own; the lock is never contended, as only that thread takes it.
    private let thread = DispatchQueue(label: "uprising.mail.smtp")
    private let session = Mutex<SMTPSession?>(nil)

    package init(settings: SMTPSettings) {
        self.settings = settings
    }

    package func send(_ message: MailMessage) async throws(MailFault) {
        let attempt = try await attempt(message).get()
        if !attempt.isAccepted { throw MailFault(attempt, settings: settings) }
    }

    /// How the hand-over went; a failure is one that never reached libcurl.
    func attempt(_ message: MailMessage) async -> Result<SMTPAttempt, MailFault> {
        let envelope: SMTPEnvelope
        do {
            envelope = try SMTPEnvelope(message)
        } catch {
            return .failure(error)
        }
        let ticket = SMTPTicket()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if let refusal = admit() { return continuation.resume(returning: .failure(refusal)) }
                thread.async { continuation.resume(returning: self.hand(over: envelope, ticket: ticket)) }
            }
        } onCancel: {
            ticket.callOff()
        }
    }

    /// Refuses what comes from now on, and hangs up once those that wait are through.
    package func close() async {
        state.withLock { $0.isClosed = true }
        await withCheckedContinuation { continuation in
            thread.async {
                self.session.withLock { $0 = nil }
                continuation.resume()
            }
        }
    }

    private func admit() -> MailFault? {
        state.withLock { state in
            if state.isClosed { return MailFault(.temporarilyRefused, "The node is shutting down.", isPermanent: false) }
            if state.waiting >= Self.queueLimit {
                return MailFault(
                    .temporarilyRefused, "\(Self.queueLimit) messages are waiting already; try again later.", isPermanent: false)
            }
            state.waiting += 1
            return nil
        }
    }

    private func hand(over envelope: SMTPEnvelope, ticket: SMTPTicket) -> Result<SMTPAttempt, MailFault> {
        defer { leave() }
        if ticket.isCalledOff { return .failure(MailFault(.cancelled, "Sending was called off.", isPermanent: false)) }
        let attempt: SMTPAttempt? = session.withLock { session in
            if session == nil { session = SMTPSession(settings: settings) }
            return session?.hand(over: envelope, ticket: ticket)
        }
        return attempt.map { .success($0) } ?? .failure(MailFault(.temporarilyRefused, "Memory is short.", isPermanent: false))
    }

    /// Frees the place in the queue, and has the connection closed if no other message comes in time.
    private func leave() {
        let turn = state.withLock { state in
            state.waiting -= 1
            state.turn += 1
            return state.turn
        }
        thread.asyncAfter(deadline: .now() + .milliseconds(Int(settings.idleTimeout.milliseconds))) { [weak self] in
            guard let self, self.state.withLock({ $0.turn == turn && $0.waiting == 0 }) else { return }
            self.session.withLock { $0 = nil }
        }
    }
}
