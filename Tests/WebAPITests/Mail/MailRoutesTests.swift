import HTTPTypes
import Mail
import Primitives
import Testing

@testable import WebAPI

struct MailRoutesTests {
    @Test func `Only who runs the node sees and tries its mail, and a key that is nobody's mails nobody`() async throws {
        try await withJobsAPI { world in
            let tries: [(HTTPRequest.Method, String)] = [(.get, "/node/mail"), (.post, "/node/mail/test")]
            for (method, path) in tries {
                for name in ["member", "viewer", "worker", "form", "stranger", "strange worker"] {
                    let answer = try await world.call(method, path, as: name)
                    #expect(answer.code == .forbidden, "\(path) as \(name)")
                }
                let nobody = try await world.call(method, path, as: "nobody")
                #expect(nobody.code == .unauthenticated)
            }
            let program = try await world.call(.post, "/node/mail/test", as: "service")
            #expect(program.code == .forbidden)
            #expect(world.api.people.devMailbox?.list().isEmpty == true)
        }
    }

    @Test func `The state tells where mail goes and how it went, and nothing that opens the door there`() async throws {
        try await withJobsAPI { world in
            let state = try await world.call(.get, "/node/mail", as: "admin")
            #expect(state["way"] == "devMailbox" && state["server"] == .null)
            #expect(state["from"] == "no-reply@node.example" && state["failuresInARow"] == 2)
            var json = JSONWriter()
            MailStateAnswer.sample.write(to: &json)
            let sample = String(decoding: json.bytes, as: UTF8.self)
            #expect(sample.contains("mail.example.com:465") && !sample.contains("secret"))
        }
    }

    @Test func `A test mail reaches whoever asked, in the audit log, too, and the sixth within ten minutes is refused`() async throws {
        try await withJobsAPI { world in
            let tried = try await world.call(.post, "/node/mail/test", as: "admin")
            #expect(tried.status == 200 && tried["accepted"] == true && tried["to"] == "admin@example.com")
            #expect(tried["steps"]?.array?.map { $0["name"]?.string } == ["message"])
            let mailbox = try #require(world.api.people.devMailbox)
            #expect(mailbox.list().flatMap { $0.message.to.map(\.address.description) } == ["admin@example.com"])
            let actions = try await world.actions()
            #expect(actions.contains("mail.tested"))
            for _ in 2...MailDesk.testsPerPeriod {
                let again = try await world.call(.post, "/node/mail/test")
                #expect(again.status == 200)
            }
            let refused = try await world.call(.post, "/node/mail/test")
            #expect(refused.code == .rateLimited)
            #expect(mailbox.list().count == MailDesk.testsPerPeriod)
        }
    }
}
