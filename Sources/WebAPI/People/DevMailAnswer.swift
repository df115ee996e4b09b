import Mail
import Primitives

/// A mail that a node of the local profile would have sent.
struct DevMailAnswer: Sampled {
    let mail: DevMailSummaryAnswer
    let from: String
    let text: String
    let html: String?

    static var sample: Self {
        Self(mail: .sample, from: "no-reply@node.example", text: "Your code is 123456.", html: "<p>Your code is 123456.</p>")
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            mail.writeMembers(to: &json)
            json.member("from", from)
            json.member("text", text)
            json.member("html", html)
        }
    }
}

extension DevMailAnswer {
    init(_ mail: DevMail) {
        self.init(
            mail: DevMailSummaryAnswer(mail), from: mail.message.from.address.description, text: mail.message.text, html: mail.message.html)
    }
}

/// The same as lists show it.
struct DevMailSummaryAnswer: Sampled {
    let id: ID<DevMail>
    let to: [String]
    let subject: String
    let date: Timestamp

    static var sample: Self { Self(id: ID(), to: ["lea@studio.example"], subject: "Your code", date: .now()) }

    func write(to json: inout JSONWriter) {
        json.object { writeMembers(to: &$0) }
    }

    func writeMembers(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("to", array: to)
        json.member("subject", subject)
        json.member("date", date)
    }
}

extension DevMailSummaryAnswer {
    init(_ mail: DevMail) {
        self.init(id: mail.id, to: mail.message.to.map(\.address.description), subject: mail.message.subject, date: mail.receivedAt)
    }
}
