import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// The node's way to send mail, and one mail to try it.
struct MailRoutes: Sendable {
    let desk: MailDesk
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.onNode("node/mail", .get, gate, needs: .nodeRead, Self.showing) { [desk] _ in
            .json(MailStateAnswer(way: desk.way, failuresInARow: desk.failuresInARow))
        }
        router.onNode("node/mail/test", .post, gate, needs: .nodeManage, Self.testing) { [desk] call in
            .json(try await desk.test(call.act))
        }
    }

    static let showing = Operation(
        id: "showMail", summary: "Show how the node sends mail",
        detail: """
            `way` is `server` for the one of `SMTP_URL`, and `devMailbox` in a profile without one, whose mails stay on the machine. \
            `failuresInARow` counts the mails since the last that was handed over.
            """,
        answers: [.json(MailStateAnswer.self)])
    static let testing = Operation(
        id: "testMail", summary: "Send one mail to yourself, and say of each step whether it worked",
        detail: """
            The steps are those of `uprising mail test`, up to the first that failed, whose words say what to do. \
            \(MailDesk.testsPerPeriod) within ten minutes.
            """,
        key: .remembered, answers: [.json(MailTest.self)], failures: [.rateLimited])
}
