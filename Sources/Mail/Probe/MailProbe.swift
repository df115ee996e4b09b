package import Primitives

/// Sends one real message and says of each step on the way whether it worked (`uprising mail test`, and the page of the node).
package struct MailProbe: Sendable {
    let settings: SMTPSettings
    let from: Mailbox

    package init(settings: SMTPSettings, from: Mailbox) {
        self.settings = settings
        self.from = from
    }

    /// With a short message of its own.
    package func run(to address: EmailAddress, language: Language = .english) async -> [ProbeStep] {
        await run(sending: Self.message(from: from, to: address, language: language))
    }

    /// What is sent to try the way.
    package static func message(from sender: Mailbox, to address: EmailAddress, language: Language) -> MailMessage {
        MailMessage(
            from: sender, to: [Mailbox(address: address)], subject: language("Essai d’envoi d’Uprising", "Test mail from Uprising"),
            text: language(
                "Ce message confirme que votre nœud Uprising sait envoyer des courriels.\n",
                "This message confirms that your Uprising node can send mail.\n"),
            language: language)
    }

    /// The steps in their order, up to the first that failed.
    package func run(sending message: MailMessage) async -> [ProbeStep] {
        let mailer = SMTPMailer(settings: settings)
        let result = await mailer.attempt(message)
        await mailer.close()
        switch result {
        case .success(let attempt): return ProbeReport(attempt: attempt, settings: settings, message: message).steps
        case .failure(let fault):
            let name: ProbeStep.Name =
                switch fault.kind {
                case .senderRefused: .sender
                case .recipientRefused: .recipient
                default: .message
                }
            return [ProbeStep(name: name, outcome: .failed, words: fault.description)]
        }
    }
}
