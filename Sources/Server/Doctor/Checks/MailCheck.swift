import Mail
import Primitives

/// That the mail server can be reached, speaks TLS and takes the sign-in. No mail is sent.
struct MailCheck: DoctorCheck {
    private static let limit = Duration.seconds(4)

    let place: Surroundings
    let name = "mail"

    func run() -> [DoctorFinding] {
        guard let smtp = place.settings.smtp, let sender = place.settings.mailFrom else {
            return [.ok("SMTP_URL is not set: mails stay in the dev mailbox")]
        }
        let steps = MailProbe(settings: smtp, from: Mailbox(address: sender)).greet(within: Self.limit)
        if let failed = steps.first(where: { $0.outcome == .failed }) {
            return [
                .fail(
                    "\(smtp): \(failed.name.rawValue): \(failed.words)",
                    mend: "correct SMTP_URL or the server; then uprising mail test YOU@EXAMPLE.COM")
            ]
        }
        let words = steps.filter { [.tls, .authentication].contains($0.name) }.map(\.words).joined(separator: "; ")
        return [.ok("\(smtp) answers: \(words)")]
    }
}
