import HTTPServing
import Hummingbird
import Mail
import Primitives

/// The mails that a node of the local profile would have sent. No other profile has these routes.
struct DevMailboxRoutes: Sendable {
    let mailbox: DevMailbox
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        // Open, since it is how one signs in on a laptop; the profile listens on loopback.
        router.open("dev/mailbox", .get, gate) { [mailbox] _, _, _ in
            try .json(["items": mailbox.list().map(Summary.init)])
        }
        router.open("dev/mailbox/{mail}", .get, gate) { [mailbox] _, context, _ in
            let missing = "There is no such mail here any more."
            guard let mail = mailbox.find(try context.id("mail", missing: missing)) else { throw Failure(.notFound, missing) }
            return try .json(Opened(mail))
        }
    }

    private struct Summary: Encodable {
        let id: ID<DevMail>
        let to: [String]
        let subject: String
        let date: String

        init(_ mail: DevMail) {
            id = mail.id
            to = mail.message.to.map(\.address.description)
            subject = mail.message.subject
            date = mail.receivedAt.description
        }
    }

    private struct Opened: Encodable {
        let id: ID<DevMail>
        let from: String
        let to: [String]
        let subject: String
        let date: String
        let text: String
        @Nullable var html: String?

        init(_ mail: DevMail) {
            id = mail.id
            from = mail.message.from.address.description
            to = mail.message.to.map(\.address.description)
            subject = mail.message.subject
            date = mail.receivedAt.description
            text = mail.message.text
            html = mail.message.html
        }
    }
}
