import DataStore
import Identity
import JobQueue
import Mail
import Primitives
import TestSupport
import Testing

@Suite struct CodeRequestTests {
    private typealias Request = SignIn.Request

    @Test func `An unknown address gets no mail, and costs what a known one costs`() async throws {
        try await withSignIn { world async throws in
            _ = world.costs.take()
            #expect(try await world.mail(for: "ada@example.fr") != nil)
            let known = world.costs.take()
            #expect(try await world.mail(for: "eve@example.com") == nil)
            #expect(world.costs.take() == known)
            #expect(known == Costs.Sum(hashes: 1, writes: 1, jobs: 1))
            // Both left a row and a job that differ in nothing but who is admitted.
            #expect(try await world.count("one_time_code") == 2)
            #expect(try await world.count("job WHERE state = 'completed'") == 2)
        }
    }

    @Test func `A decoy opens nothing, were its code guessed and its link found`() async throws {
        try await withSignIn { world in
            let mail = try #require(await world.mail(for: SignInWorld.ada))
            let (code, link) = (try #require(mail.code), try #require(mail.link))
            try await world.store.write { try $0.execute("UPDATE one_time_code SET admission = 'none'") }
            #expect(try await failure { try await world.enter(code) }?.code == .codeInvalid)
            #expect(try await failure { try await world.follow(link) }?.code == .codeInvalid)
            #expect(try await world.signIn.peekLink(link) == nil)
            #expect(try await world.count("session") == 0)
        }
    }

    @Test func `A stock client that asks for known people only is told so only where that gives nothing away`() async throws {
        let request = Request(email: address("new@example.com"), createsPerson: false, door: .wire)
        try await withSignIn(policy: .open) { world async throws in
            var request = request
            request.workspace = world.workspace
            #expect(try await failure { try await world.signIn.requestCode(request, act: world.page) }?.code == .notFound)
            #expect(try await world.count("job") == 0)
            request.createsPerson = true
            #expect(try await world.mail(for: request) != nil)
        }
        try await withSignIn { world async throws in
            #expect(try await world.mail(for: request) == nil)
        }
    }

    @Test(arguments: [("bea@a.example", true), ("bea@b.example", false), ("bea@sub.a.example", false)])
    func `A domain lets its addresses sign up`(email: String, isAdmitted: Bool) async throws {
        try await withSignIn(policy: .domains(["a.example"])) { world async throws in
            #expect(try await (world.mail(for: email) != nil) == isAdmitted)
        }
    }

    @Test func `An invited address may always sign in, and is a member then`() async throws {
        try await withSignIn { world in
            world.invited.add("bea@example.com", to: world.workspace)
            let session = try await world.enter(world.code(for: "bea@example.com"), as: "bea@example.com")
            #expect(session.principal.role == .member && session.principal.workspaceID == world.workspace)
        }
    }

    @Test func `Another spelling of a known mailbox is answered to the known one`() async throws {
        try await withSignIn { world in
            try await world.store.write { [clock = world.clock] in
                let kim = try People.create(address("kim@example.com"), at: clock.now, in: $0)
                try Members.add(kim.id, as: .viewer, to: world.workspace, at: clock.now, $0)
            }
            // U+212A, the Kelvin sign, is k in lower case.
            let mail = try await world.mail(for: "\u{212A}im@example.com")
            #expect(mail?.to.map(\.address.description) == ["kim@example.com"])
        }
    }

    @Test func `A second code within a minute is refused, and so is a sixth within an hour, also after a restart`() async throws {
        try await withSignIn { world in
            let request = Request(email: address("ada@example.fr"))
            try await world.signIn.requestCode(request, act: world.page)
            world.clock.advance(by: .seconds(59))
            let refusal = try await failure { try await world.signIn.requestCode(request, act: world.page) }
            #expect(refusal?.code == .rateLimited && refusal?.retryAfter == .seconds(1))
            for _ in 0..<4 {
                world.clock.advance(by: .seconds(61))
                try await world.signIn.requestCode(request, act: world.page)
            }
            world.clock.advance(by: .seconds(61))
            let sixth = try await failure { try await world.restarted().requestCode(request, act: world.page) }
            #expect(sixth?.code == .rateLimited)
            #expect(try await world.count("job") == 5)
            world.clock.advance(by: sixth?.retryAfter ?? .zero)
            try await world.signIn.requestCode(request, act: world.page)
        }
    }

    @Test func `One remote may ask for thirty codes in five minutes, whatever the addresses, and a restart forgives nothing`() async throws
    {
        var limits = SignInLimits()
        limits.requestsPerFiveMinutes = 3
        try await withSignIn(limits: limits) { world in
            for index in 0..<3 {
                try await world.signIn.requestCode(
                    Request(email: address("a\(index)@example.com")), act: world.act(from: "2001:db8::\(index + 1)"))
            }
            _ = world.costs.take()
            let next = Request(email: address("b@example.com"))
            let refusal = try await failure { try await world.signIn.requestCode(next, act: world.act(from: "2001:db8::ffff")) }
            #expect(refusal?.code == .rateLimited && refusal?.retryAfter == .seconds(100))
            let restarted = world.restarted(limits: limits)
            #expect(try await failure { try await restarted.requestCode(next, act: world.act(from: "2001:db8::1")) }?.code == .rateLimited)
            #expect(world.costs.take() == Costs.Sum())
            try await world.signIn.requestCode(next, act: world.act(from: "2001:db8:0:1::1"))
            world.clock.advance(by: .seconds(100))
            try await world.signIn.requestCode(Request(email: address("c@example.com")), act: world.act(from: "2001:db8::1"))
        }
    }

    @Test func `A limit of nought is none`() async throws {
        var limits = SignInLimits()
        (limits.codeInterval, limits.codesPerHour, limits.requestsPerFiveMinutes) = (.zero, 0, 0)
        try await withSignIn(limits: limits) { world in
            for _ in 0..<12 { try await world.signIn.requestCode(Request(email: world.owner.email), act: world.act(from: "192.0.2.1")) }
            #expect(try await world.count("code_request") == 0)
            #expect(try await world.count("remote_budget") == 0)
        }
    }

    @Test func `Slots that need a signed-in person or the service key are not asked for this way`() async throws {
        try await withSignIn(policy: .open) { world async throws in
            for slot in [CodeSlot.invite, .emailChangeCurrent, .emailChangeNew] {
                let request = Request(email: world.owner.email, slot: slot)
                #expect(try await failure { try await world.signIn.requestCode(request, act: world.page) }?.code == .invalidRequest)
            }
        }
    }

    @Test func `The letter is in the person's language and links to where it was asked for`() async throws {
        try await withSignIn(policy: .open) { world in
            let french = try #require(await world.mail(for: "ada@example.fr"))
            #expect(french.language == .french && french.text.contains("https://node.example/sign-in/link#token="))
            #expect(french.subject == "\(french.code ?? "?") est votre code de connexion" && french.text.contains("Atelier"))
            let request = Request(
                email: address("bob@example.com"), workspace: world.workspace, redirect: "http://localhost:3000/cb?a=b&c",
                language: .english,
                door: .wire)
            let english = try #require(await world.mail(for: request))
            #expect(english.subject.hasSuffix("is your sign-in code"))
            #expect(english.text.contains("https://node.example/auth/v1/verify?token="))
            #expect(english.text.contains("&type=signup&redirect_to=http%3A%2F%2Flocalhost%3A3000%2Fcb%3Fa%3Db%26c\n"))
        }
    }

    @Test func `Neither code nor link can be read in the database`() async throws {
        try await withSignIn { world in
            let mail = try #require(await world.mail(for: "ada@example.fr"))
            let (code, link) = (try #require(mail.code), try #require(mail.link))
            let tables = try await world.store.read { transaction in
                try transaction.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
                    .map { try $0["name"] as String }
                    .map { table in try transaction.rows("SELECT * FROM \(table)") }
            }
            let texts = tables.joined().map { "\($0)" }
            #expect(texts.count > 5)
            for text in texts {
                #expect(!text.contains(link) && !text.contains("text(\"\(code)") && !text.contains("\(code) est"))
            }
        }
    }
}
