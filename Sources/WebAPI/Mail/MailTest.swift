import Mail
import Primitives

/// What became of one mail that was sent to try the way.
struct MailTest: Sampled {
    let recipient: EmailAddress
    let steps: [ProbeStep]

    var isAccepted: Bool { steps.allSatisfy { $0.outcome != .failed } }

    static var sample: Self {
        guard let recipient = EmailAddress("lea@studio.example") else { preconditionFailure("the address is well-formed") }
        return Self(
            recipient: recipient,
            steps: [
                ProbeStep(name: .dns, outcome: .passed, words: "mail.example.com is 203.0.113.7"),
                ProbeStep(name: .tcp, outcome: .failed, words: "No connection to port 465; a firewall may keep it."),
            ])
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("to", recipient.description)
            json.member("accepted", isAccepted)
            json.member("steps", array: steps.map { MailTestStep(step: $0) })
        }
    }
}
