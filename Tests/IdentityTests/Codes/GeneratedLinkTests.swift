import DataStore
import Identity
import JobQueue
import Mail
import Primitives
import TestSupport
import Testing

@Suite struct GeneratedLinkTests {
    @Test func `Only the service key makes links`() async throws {
        try await withSignIn { world async throws in
            let owner = Principal(
                credential: .token(ID()), workspaceID: world.workspace, personID: world.owner.id, role: .owner, displayName: name("Ada"))
            let order = LinkOrder(slot: .recovery, email: world.owner.email)
            #expect(try await failure { _ = try await world.signIn.generateLink(order, by: owner, act: world.page) }?.code == .forbidden)
        }
    }

    @Test func `A link for someone unknown makes them only where asked, and no mail is sent`() async throws {
        try await withSignIn { world in
            let bob = address("bob@example.com")
            var order = LinkOrder(slot: .recovery, email: bob, createsPerson: false)
            #expect(
                try await failure { _ = try await world.signIn.generateLink(order, by: world.service(), act: world.page) }?.code
                    == .notFound)
            order.createsPerson = true
            order.metadata = ["name": "Bob"]
            let link = try await world.signIn.generateLink(order, by: world.service(), act: world.page)
            #expect(link.person.name.description == "Bob" && link.person.emailConfirmedAt == nil)
            #expect(link.actionLink.revealedText.contains("type=magiclink"))
            #expect(try await world.count("job") == 0)
            let session = try await world.enter(link.code.revealedText, as: "bob@example.com", workspace: world.workspace)
            #expect(session.person.id == link.person.id && session.person.emailConfirmedAt != nil)
            #expect(try await failure { try await world.follow(link.token.revealedText, door: .wire) }?.code == .codeInvalid)
            let again = try await world.signIn.generateLink(order, by: world.service(), act: world.page)
            let followed = try await world.follow(again.token.revealedText, door: .wire)
            #expect(followed.person.id == link.person.id && followed.session.reach == .workspace)
            #expect(try await world.actions().contains("sign_in_link.made"))
        }
    }

    @Test func `Someone known is not confirmed or invited again`() async throws {
        try await withSignIn { world async throws in
            for slot in [CodeSlot.confirmation, .invite] {
                let order = LinkOrder(slot: slot, email: world.owner.email)
                #expect(
                    try await failure { _ = try await world.signIn.generateLink(order, by: world.service(), act: world.page) }?.code
                        == .emailTaken)
            }
        }
    }

    @Test func `An invitation is mailed and lets in, though sign-up is closed`() async throws {
        try await withSignIn { world in
            let order = LinkOrder(slot: .invite, email: address("bob@example.com"), language: .english)
            let invited = try await world.signIn.invite(order, by: world.service(), act: world.page)
            try await world.runner.runOnce()
            let mail = try #require(world.mailer.sent.first)
            #expect(mail.subject == "You are invited to join Atelier" && mail.to.map(\.address) == [invited.email])
            #expect(mail.text.contains("24 hours"))
            world.clock.advance(by: .hours(23))
            let session = try await world.follow(mail.link ?? "", slots: [.confirmation, .invite], door: .wire)
            #expect(session.session.method == .invite && session.person.invitedAt != nil)
        }
    }

    @Test func `The programs of one workspace can't change the address of someone who belongs to another too`() async throws {
        try await withSignIn { world in
            let new = address("eve@example.com")
            let order = LinkOrder(slot: .recovery, email: address("bob@example.com"))
            let bob = try await world.signIn.generateLink(order, by: world.service(), act: world.page).person
            func half(_ slot: CodeSlot) async throws -> GeneratedLink {
                let order = LinkOrder(slot: slot, email: bob.email, newEmail: new)
                return try await world.signIn.generateLink(order, by: world.service(), act: world.page)
            }
            let (first, second) = (try await half(.emailChangeCurrent), try await half(.emailChangeNew))
            let other = try await world.addWorkspace()
            let now = world.clock.now
            try await world.store.write { try Members.add(bob.id, as: .owner, to: other, at: now, $0) }
            #expect(try await failure { _ = try await half(.emailChangeCurrent) }?.code == .forbidden)
            await #expect(throws: NoSession.self) { try await world.follow(first.token.revealedText, door: .wire) }
            #expect(try await failure { try await world.follow(second.token.revealedText, door: .wire) }?.code == .codeInvalid)
            // A way in stays within the workspace that made it.
            let link = try await world.signIn.generateLink(order, by: world.service(), act: world.page)
            #expect(try await world.follow(link.token.revealedText, door: .wire).session.reach == .workspace)
        }
    }

    @Test func `The two halves of a change are made one by one`() async throws {
        try await withSignIn { world in
            let new = address("ada@new.example")
            var order = LinkOrder(slot: .emailChangeCurrent, email: world.owner.email)
            #expect(
                try await failure { _ = try await world.signIn.generateLink(order, by: world.service(), act: world.page) }?.code
                    == .invalidRequest)
            order.newEmail = new
            let first = try await world.signIn.generateLink(order, by: world.service(), act: world.page)
            order.slot = .emailChangeNew
            let second = try await world.signIn.generateLink(order, by: world.service(), act: world.page)
            guard
                case .emailChangeHalfway = try await world.signIn.verify(
                    .link(token: first.token.revealedText, slots: CodeSlot.allCases), workspace: nil, door: .wire, act: world.page)
            else { throw NoSession() }
            #expect(try await world.follow(second.token.revealedText, door: .wire).person.email == new)
        }
    }
}
