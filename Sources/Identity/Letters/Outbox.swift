package import DataStore
package import JobQueue
package import Mail
package import Primitives

/// Where letters are put: each becomes a job in the write that wants it, sealed.
package struct Outbox: Sendable {
    private let jobs: Jobs
    private let ring: KeyRing
    package let sender: Mailbox
    private let replyTo: Mailbox?
    package let clock: WallClock

    package init(jobs: Jobs, ring: KeyRing, sender: Mailbox, replyTo: Mailbox? = nil, clock: WallClock = .system) {
        self.jobs = jobs
        self.ring = ring
        self.sender = sender
        self.replyTo = replyTo
        self.clock = clock
    }

    /// Sends `letter` once the caller's write is committed.
    ///
    /// - Parameter goodUntil: after that it is not sent any more.
    @discardableResult
    package func send(
        _ letter: Letter, to recipient: EmailAddress, name: String? = nil, workspace: ID<Workspace>?, trace: TraceID,
        goodUntil: Timestamp? = nil, in transaction: WriteTransaction
    ) throws -> JobRecord {
        try put(
            letter, Mailbox(name: name, address: recipient), isDecoy: false, workspace: workspace, trace: trace, goodUntil: goodUntil,
            transaction)
    }

    /// Does the work of ``send(_:to:name:workspace:trace:goodUntil:in:)`` and sends nothing.
    func pretend(
        _ letter: Letter, to recipient: EmailAddress, workspace: ID<Workspace>?, trace: TraceID, goodUntil: Timestamp?,
        in transaction: WriteTransaction
    ) throws {
        try put(
            letter, Mailbox(address: recipient), isDecoy: true, workspace: workspace, trace: trace, goodUntil: goodUntil, transaction)
    }

    @discardableResult
    private func put(
        _ letter: Letter, _ recipient: Mailbox, isDecoy: Bool, workspace: ID<Workspace>?, trace: TraceID, goodUntil: Timestamp?,
        _ transaction: WriteTransaction
    ) throws -> JobRecord {
        let message = MailMessage(
            from: sender, to: [recipient], replyTo: replyTo, subject: letter.subject, text: letter.text, html: letter.html,
            language: letter.language, unsubscribeLink: letter.unsubscribeLink, date: clock.now())
        let sealed = try SealedMail.seal(
            SealedMail.Content(message: message, isDecoy: isDecoy), for: recipient.address, letter: letter.name,
            with: ring.current(.mailSealing))
        return try jobs.enqueue(
            SendMail(recipient: recipient.address, letter: letter.name, goodUntil: goodUntil, content: sealed),
            workspace: workspace?.description, trace: trace, in: transaction)
    }
}
