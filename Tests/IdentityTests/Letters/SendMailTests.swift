import DataStore
import Identity
import JobQueue
import Mail
import Primitives
import TestSupport
import Testing

@Suite struct SendMailTests {
    private func send(_ world: SignInWorld, goodFor: Duration? = nil, to recipient: String = "bob@example.com") async throws {
        let outbox = Outbox(
            jobs: world.jobs, ring: world.ring, sender: Mailbox(name: "Uprising", address: address("node@node.example")),
            replyTo: Mailbox(address: address("team@node.example")), clock: world.clock.wallClock)
        let letter = Letters(siteURL: "https://node.example").code(
            "012345", link: "https://node.example/secret-link", minutes: 10, place: "Atelier", in: .english)
        let goodUntil = goodFor.map { world.clock.now + $0 }
        try await world.store.write {
            try outbox.send(
                letter, to: address(recipient), name: "Bob", workspace: world.workspace, trace: TraceID(), goodUntil: goodUntil, in: $0)
        }
    }

    private func job(_ world: SignInWorld) async throws -> (state: String, error: String, arguments: String) {
        let row = try await world.store.read { try $0.row("SELECT state, coalesce(error, '') AS error, arguments FROM job") }
        guard let row else { throw NoMail() }
        return (try row["state"], try row["error"], try row["arguments"])
    }

    @Test func `The job tells who gets which letter, and nothing of what it says`() async throws {
        try await withSignIn { world in
            try await send(world)
            let arguments = try await job(world).arguments
            #expect(arguments.contains("bob@example.com") && arguments.contains("\"letter\":\"code\""))
            for secret in ["012345", "secret-link", "Atelier", "Bob\""] { #expect(!arguments.contains(secret)) }
            try await world.runner.runOnce()
            let mail = try #require(world.mailer.sent.first)
            #expect(mail.code == "012345" && mail.to == [Mailbox(name: "Bob", address: address("bob@example.com"))])
            #expect(mail.html?.contains("012345") == true && mail.replyTo?.address.description == "team@node.example")
            #expect(try await job(world).state == "completed")
        }
    }

    @Test func `A permanent refusal gives the job up at once, in the server's words`() async throws {
        try await withSignIn { world in
            try await send(world)
            world.mailer.failNext(
                MailFault(.recipientRefused, "The server refuses the recipient.", serverWords: "550 5.1.1 no such user", isPermanent: true))
            try await world.runner.runOnce()
            let job = try await job(world)
            #expect(job.state == "cancelled" && job.error.contains("550 5.1.1 no such user"))
            world.clock.advance(by: .hours(1))
            try await world.runner.runOnce()
            #expect(world.mailer.sent.isEmpty)
        }
    }

    @Test func `A temporary refusal is tried again, for half an hour, with the same message`() async throws {
        try await withSignIn { world in
            try await send(world)
            let fault = MailFault(.temporarilyRefused, "Not now.", serverWords: "451 4.7.1 greylisted", isPermanent: false)
            for _ in 0..<10 { world.mailer.failNext(fault) }
            try await world.runner.runOnce()
            #expect(try await job(world).state == "retrying")
            var waited = Duration.zero
            while world.mailer.sent.isEmpty, waited < .hours(2) {
                world.clock.advance(by: .seconds(30))
                waited += .seconds(30)
                try await world.runner.runOnce()
            }
            #expect(world.mailer.sent.count == 1 && waited > .minutes(10))
            #expect(world.mailer.sent[0].date <= world.clock.now - waited)
        }
    }

    @Test func `A letter of no use any more is not sent`() async throws {
        try await withSignIn { world in
            try await send(world, goodFor: .minutes(10))
            world.clock.advance(by: .minutes(10))
            try await world.runner.runOnce()
            #expect(world.mailer.sent.isEmpty)
            #expect(try await job(world).state == "cancelled")
        }
    }

    @Test(arguments: [
        "UPDATE job SET arguments = replace(arguments, 'bob@', 'eve@')",
        "UPDATE job SET arguments = replace(arguments, '\"letter\":\"code\"', '\"letter\":\"test\"')",
    ])
    func `A letter whose row was changed is not sent`(change: String) async throws {
        try await withSignIn { world in
            try await send(world)
            #expect(try await world.store.write { try $0.execute(change) } == 1)
            try await world.runner.runOnce()
            #expect(world.mailer.sent.isEmpty)
            let job = try await job(world)
            #expect(job.state == "cancelled" && job.error.contains("SECRET_KEY"))
        }
    }

    @Test func `A letter sealed before a rotation is opened until the old key retires`() async throws {
        for (wait, isSent) in [(Duration.days(6), true), (.days(7), false)] {
            try await withSignIn { world in
                let keys = Keys(store: world.store, ring: world.ring, clock: world.clock.wallClock)
                try await keys.load()
                try await send(world)
                try await keys.rotate(.mailSealing, act: .byOperator())
                world.clock.advance(by: wait)
                try await world.runner.runOnce()
                #expect((world.mailer.sent.count == 1) == isSent)
            }
        }
    }
}
