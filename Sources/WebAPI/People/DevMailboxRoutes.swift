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
        router.open("dev/mailbox", .get, gate, .listDevMails) { [mailbox] _, _, _ in
            .json(ListedAnswer(items: mailbox.list().map { DevMailSummaryAnswer($0) }))
        }
        router.open("dev/mailbox/{mail}", .get, gate, .showDevMail) { [mailbox] _, context, _ in
            let missing = "There is no such mail here any more."
            guard let mail = mailbox.find(try context.id("mail", missing: missing)) else { throw Failure(.notFound, missing) }
            return .json(DevMailAnswer(mail))
        }
    }
}
