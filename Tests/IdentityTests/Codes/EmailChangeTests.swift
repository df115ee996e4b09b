import DataStore
import Identity
import JobQueue
import Mail
import Primitives
import TestSupport
import Testing

@Suite struct EmailChangeTests {
    private static let new = "ada@new.example"

    /// Asks for a change; answers the mails by recipient.
    private func ask(_ world: SignInWorld, for email: String = new) async throws -> [String: MailMessage] {
        let before = world.mailer.sent.count
        try await world.signIn.requestEmailChange(
            EmailChangeRequest(person: world.owner.id, workspace: world.workspace, newEmail: address(email)), act: world.page)
        try await world.runner.runOnce()
        return Dictionary(uniqueKeysWithValues: world.mailer.sent.dropFirst(before).map { ($0.to[0].address.description, $0) })
    }

    private func confirm(_ world: SignInWorld, _ mail: MailMessage?, as email: String) async throws -> NewSession? {
        let outcome = try await world.signIn.verify(
            .code(email: address(email), code: mail?.code ?? "", slots: [.emailChangeCurrent, .emailChangeNew]), workspace: nil,
            door: .page,
            act: world.page)
        if case .session(let session) = outcome { return session }
        return nil
    }

    private func email(_ world: SignInWorld) async throws -> String? {
        try await world.store.read { try People.find(world.owner.id, in: $0)?.email.description }
    }

    @Test func `An address that someone has, or one's own, can't be asked for`() async throws {
        try await withSignIn { world in
            let now = world.clock.now
            try await world.store.write { _ = try People.create(address("bob@example.com"), at: now, in: $0) }
            #expect(try await failure { _ = try await ask(world, for: "Bob@Example.com") }?.code == .emailTaken)
            #expect(try await failure { _ = try await ask(world, for: "ADA@example.fr") }?.code == .invalidRequest)
            #expect(try await world.count("one_time_code") == 0)
        }
    }

    @Test(arguments: [true, false])
    func `Both addresses confirm, in either order, and only then it changes`(currentFirst: Bool) async throws {
        try await withSignIn { world in
            let mails = try await ask(world)
            #expect(Set(mails.keys) == [SignInWorld.ada, Self.new])
            let order = currentFirst ? [SignInWorld.ada, Self.new] : [Self.new, SignInWorld.ada]
            #expect(try await confirm(world, mails[order[0]], as: order[0]) == nil)
            #expect(try await email(world) == SignInWorld.ada)
            #expect(try await failure { _ = try await confirm(world, mails[order[0]], as: order[0]) }?.code == .codeInvalid)
            let session = try await confirm(world, mails[order[1]], as: order[1])
            #expect(session?.person.email.description == Self.new && session?.person.newEmail == nil)
            #expect(try await world.count("one_time_code") == 0)
            #expect(try await world.actions().contains("user.email_changed"))
        }
    }

    @Test func `Codes in the old mailbox open nothing after the change`() async throws {
        try await withSignIn { world in
            let old = try await world.code()
            world.clock.advance(by: .seconds(61))
            let mails = try await ask(world)
            _ = try await confirm(world, mails[SignInWorld.ada], as: SignInWorld.ada)
            _ = try await confirm(world, mails[Self.new], as: Self.new)
            #expect(try await failure { try await world.enter(old) }?.code == .codeInvalid)
        }
    }

    @Test func `An address that was taken between the confirmations is not given twice`() async throws {
        try await withSignIn { world in
            let mails = try await ask(world)
            _ = try await confirm(world, mails[SignInWorld.ada], as: SignInWorld.ada)
            let now = world.clock.now
            try await world.store.write { _ = try People.create(address(Self.new), at: now, in: $0) }
            #expect(try await failure { _ = try await confirm(world, mails[Self.new], as: Self.new) }?.code == .emailTaken)
            #expect(try await email(world) == SignInWorld.ada)
        }
    }

    @Test func `A change that was overtaken by another does nothing`() async throws {
        try await withSignIn { world in
            let mails = try await ask(world)
            _ = try await confirm(world, mails[Self.new], as: Self.new)
            let (owner, now) = (world.owner.id, world.clock.now)
            try await world.store.write {
                _ = try People.update(owner, PersonChange(email: address("ada@third.example")), at: now, in: $0)
            }
            #expect(try await failure { _ = try await confirm(world, mails[SignInWorld.ada], as: SignInWorld.ada) }?.code == .codeInvalid)
            #expect(try await email(world) == "ada@third.example")
        }
    }

    @Test func `A second change voids the first, and halves of two changes make none`() async throws {
        try await withSignIn { world in
            let first = try await ask(world)
            #expect(try await confirm(world, first[Self.new], as: Self.new) == nil)
            world.clock.advance(by: .seconds(61))
            let second = try await ask(world, for: "ada@other.example")
            #expect(try await failure { _ = try await confirm(world, first[SignInWorld.ada], as: SignInWorld.ada) }?.code == .codeInvalid)
            #expect(try await confirm(world, second[SignInWorld.ada], as: SignInWorld.ada) == nil)
            #expect(try await email(world) == SignInWorld.ada)
        }
    }

    @Test func `Both addresses count against their limits`() async throws {
        try await withSignIn { world in
            _ = try await ask(world)
            #expect(try await failure { _ = try await ask(world) }?.code == .rateLimited)
            #expect(try await failure { _ = try await ask(world, for: "ada@third.example") }?.code == .rateLimited)
        }
    }

    @Test func `The links confirm as the codes do`() async throws {
        try await withSignIn { world in
            let mails = try await ask(world)
            let halfway = try await world.signIn.verify(
                .link(token: mails[Self.new]?.link ?? "", slots: CodeSlot.allCases), workspace: nil, door: .page, act: world.page)
            guard case .emailChangeHalfway = halfway else { throw NoSession() }
            #expect(try await world.follow(mails[SignInWorld.ada]?.link ?? "").person.email.description == Self.new)
        }
    }
}
