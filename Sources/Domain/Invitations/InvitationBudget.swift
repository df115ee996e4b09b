import DataStore
import Identity
import Primitives

/// How many invitations a workspace may mail, counted in the database: a restart forgives nothing.
enum InvitationBudget {
    /// Enough to fetch a team on its first day; too little to send advertising.
    static let mailsPerHour = 30
    /// To one address: nobody's mailbox is to be filled by pressing "send again".
    static let mailsPerAddressAndHour = 5
    private static let period = Duration.hours(1)
    /// Rows that limit nothing any more are removed with each that is added, more than one at a time so that they go.
    private static let sweepLimit = 100

    /// Counts a mail.
    ///
    /// - Throws: ``Failure`` `rateLimited`.
    static func take(for email: EmailAddress, in workspace: ID<Workspace>, at now: Timestamp, _ tx: WriteTransaction) throws {
        let sent = try tx.rows(
            """
            SELECT sent_at, email_normalized FROM invitation_mail WHERE workspace_id = ? AND sent_at > ?
            ORDER BY sent_at DESC LIMIT \(mailsPerHour)
            """, [workspace, now - period]
        ).map { (at: try $0["sent_at"] as Timestamp, email: try $0["email_normalized"] as String) }
        let toAddress = sent.filter { $0.email == email.normalized }
        if sent.count >= mailsPerHour {
            throw refusal(
                "This workspace has sent \(mailsPerHour) invitations within an hour.", until: sent[mailsPerHour - 1].at, now,
                LimitPolicy("invitations", quota: mailsPerHour, in: period))
        }
        if toAddress.count >= mailsPerAddressAndHour {
            throw refusal(
                "This address was sent enough invitations for now.", until: toAddress[mailsPerAddressAndHour - 1].at, now,
                LimitPolicy("invitations-by-address", quota: mailsPerAddressAndHour, in: period))
        }
        try tx.execute(
            "INSERT INTO invitation_mail (workspace_id, email_normalized, sent_at) VALUES (?, ?, ?)", [workspace, email.normalized, now])
        try tx.execute(
            "DELETE FROM invitation_mail WHERE number IN (SELECT number FROM invitation_mail WHERE sent_at <= ? LIMIT \(sweepLimit))",
            [now - period])
    }

    /// The wait is rounded up to whole seconds: what a `Retry-After` header can say, and never too early.
    private static func refusal(_ reason: String, until oldest: Timestamp, _ now: Timestamp, _ policy: LimitPolicy) -> Failure {
        // A clock that was set back must not shut the door for longer than the period.
        let wait = min(oldest + period - now, period)
        let seconds = max(1, (wait.microseconds + 999_999) / 1_000_000)
        return Failure(
            .rateLimited, "\(reason) Try again in \((seconds + 59) / 60) minutes.", retryAfter: .seconds(seconds), limit: policy)
    }
}
