import Primitives

extension MailProbe {
    /// How far the mail server lets the node come, up to the sign-in; no mail is sent. Blocks for at most `limit` and a second.
    package func greet(within limit: Duration) -> [ProbeStep] {
        var settings = settings
        settings.connectTimeout = limit
        settings.totalTimeout = limit
        guard var session = SMTPSession(settings: settings) else {
            return [ProbeStep(name: .tcp, outcome: .failed, words: "Memory is short.")]
        }
        let attempt = session.greet(sender: from.address.description, ticket: SMTPTicket())
        return ProbeReport(
            attempt: attempt, settings: settings, message: MailMessage(from: from, to: [], subject: "", text: "", language: .english)
        )
        .greetingSteps
    }
}
