package import DataStore
import Identity
package import Mail
package import Primitives

/// How this node sends mail, for whoever runs it: to see, and to try with one mail to themselves.
package actor MailDesk {
    /// Within ten minutes: enough to set a server up, too little to fill a mailbox.
    static let testsPerPeriod = 5
    static let period = Duration.minutes(10)
    /// Whoever asked waits for the answer.
    private static let patience = Duration.seconds(12)

    /// Where mail goes.
    package enum Way: Sendable {
        case server(SMTPSettings, sender: Mailbox)
        /// A profile without a server: nothing leaves the machine.
        case devMailbox(DevMailbox, sender: Mailbox)
    }

    nonisolated let way: Way
    private let store: Store
    private let failures: @Sendable () -> Int
    private let clock: WallClock
    private var tests: [Timestamp] = []

    /// - Parameter failures: how many mails in a row could not be handed over.
    package init(way: Way, store: Store, failures: @escaping @Sendable () -> Int, clock: WallClock = .system) {
        self.way = way
        self.store = store
        self.failures = failures
        self.clock = clock
    }

    nonisolated var failuresInARow: Int { failures() }

    /// Sends one mail to whoever asks.
    ///
    /// - Throws: ``Failure`` `forbidden` for a credential behind which there is no person, `rateLimited`.
    func test(_ act: Act) async throws -> MailTest {
        guard let principal = act.principal, let personID = principal.personID,
            let person = try await store.read({ try People.find(personID, in: $0) })
        else { throw Failure(.forbidden, "This key is nobody’s, so there is nobody to mail. Sign in, or use a token of yours.") }
        try await take(act, principal, to: person.email)
        return MailTest(recipient: person.email, steps: await send(to: person))
    }

    private func take(_ act: Act, _ principal: Principal, to recipient: EmailAddress) async throws {
        let now = clock.now()
        // A clock that was set back must not shut the door for longer than the period.
        tests.removeAll { $0 + Self.period <= now || $0 > now }
        if tests.count >= Self.testsPerPeriod, let oldest = tests.first {
            let seconds = max(1, ((oldest + Self.period - now).microseconds + 999_999) / 1_000_000)
            throw Failure(
                .rateLimited, "Enough mails were sent to try it for now. Try again in \((seconds + 59) / 60) minutes.",
                retryAfter: .seconds(seconds), limit: LimitPolicy("mail-tests", quota: Self.testsPerPeriod, in: Self.period))
        }
        tests.append(now)
        try await store.write { tx in
            try AuditLog.append(
                AuditEntry(
                    "mail.tested", on: AuditSubject("mail", label: recipient.description), in: principal.workspaceID, act: act, at: now),
                in: tx)
        }
    }

    private func send(to person: Person) async -> [ProbeStep] {
        let language = person.language ?? .english
        switch way {
        case .server(var settings, let sender):
            settings.connectTimeout = min(settings.connectTimeout, Self.patience)
            settings.totalTimeout = Self.patience
            return await MailProbe(settings: settings, from: sender).run(to: person.email, language: language)
        case .devMailbox(let mailbox, let sender):
            do {
                try await mailbox.send(MailProbe.message(from: sender, to: person.email, language: language))
                return [ProbeStep(name: .message, outcome: .passed, words: "kept in the mailbox of the profile")]
            } catch {
                return [ProbeStep(name: .message, outcome: .failed, words: error.description)]
            }
        }
    }
}
