import Mail
import Primitives

/// Where the node hands its mail over, without what opens the door there.
struct MailStateAnswer: Sampled {
    let way: MailDesk.Way
    let failuresInARow: Int

    static var sample: Self {
        guard let sender = EmailAddress("no-reply@node.example"),
            let settings = try? SMTPSettings(url: "smtps://node:secret@mail.example.com:465")
        else { preconditionFailure("both are well-formed") }
        return Self(way: .server(settings, sender: Mailbox(address: sender)), failuresInARow: 0)
    }

    func write(to json: inout JSONWriter) {
        let (name, settings, sender): (String, SMTPSettings?, Mailbox) =
            switch way {
            case .server(let settings, let sender): ("server", settings, sender)
            case .devMailbox(_, let sender): ("devMailbox", nil, sender)
            }
        json.object { json in
            json.member("way", name)
            json.member("server", settings.map { "\($0.host):\($0.port)" })
            json.member("security", settings?.security.rawValue)
            json.member("from", sender.address.description)
            json.member("failuresInARow", failuresInARow)
        }
    }
}
