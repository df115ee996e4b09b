import DataStore
import Domain
import Identity
import Mail
import Primitives
import TestSupport
import Testing

@Suite struct InvitationAcceptingTests {
    @Test(arguments: [
        "", "x", String(repeating: "A", count: 43), String(repeating: "é", count: 43), String(repeating: "A", count: 100_000),
    ])
    func `What is no token opens nothing`(token: String) async throws {
        try await withPeople { world in
            _ = try await world.invite("zoe@example.fr", act: try await world.act(world.ada))
            let before = try await world.traces()
            #expect(try await failureCode { _ = try await world.invitations.preview(token) } == .invitationInvalid)
            #expect(try await failureCode { _ = try await world.invitations.accept(token, act: PeopleWorld.visit) } == .invitationInvalid)
            #expect(try await world.traces() == before)
            #expect(try await world.count("person") == 1)
        }
    }

    @Test func `After its week an invitation opens nothing`() async throws {
        try await withPeople { world in
            let token = try await world.invite("zoe@example.fr", act: try await world.act(world.ada)).token
            world.clock.advance(by: .days(7))
            #expect(try await failureCode { _ = try await world.invitations.preview(token) } == .invitationInvalid)
            #expect(try await failureCode { _ = try await world.invitations.accept(token, act: PeopleWorld.visit) } == .invitationInvalid)
            #expect(try await world.count("person") == 1)
        }
    }

    @Test func `Nobody enters a workspace that waits to be deleted`() async throws {
        try await withPeople { world in
            let act = try await world.act(world.ada)
            let token = try await world.invite("zoe@example.fr", act: act).token
            _ = try await world.registrar.delete(typedName: "Atelier", act: act)
            #expect(try await failureCode { _ = try await world.invitations.preview(token) } == .invitationInvalid)
            #expect(try await failureCode { _ = try await world.invitations.accept(token, act: PeopleWorld.visit) } == .invitationInvalid)
            _ = try await world.registrar.restore(act: try await world.act(world.ada))
            _ = try await world.invitations.accept(token, act: PeopleWorld.visit)
        }
    }

    @Test func `Looking uses nothing up, and says who invites whom to what`() async throws {
        try await withPeople { world in
            let (invitation, token) = try await world.invite("zoe@example.fr", as: .admin, act: try await world.act(world.ada))
            let before = try await world.traces()
            for _ in 0..<3 {
                let preview = try await world.invitations.preview(token)
                #expect(preview.workspace.description == "Atelier")
                #expect(preview.role == .admin)
                #expect(preview.email == invitation.email)
                #expect(preview.invitedBy?.description == "Ada Lovelace")
                #expect(preview.expiresAt == invitation.expiresAt)
            }
            #expect(try await world.traces() == before)
            #expect(try await world.count("person") == 1)
        }
    }

    @Test func `Someone new becomes a person with a name, a member and signed in, in one write`() async throws {
        try await withPeople { world in
            let token = try await world.invite("zoe.martin@example.fr", as: .admin, act: try await world.act(world.ada)).token
            let before = try await world.traces()
            let session = try await world.invitations.accept(token, act: PeopleWorld.visit)
            #expect(session.person.name.description == "zoe.martin")
            #expect(session.person.emailConfirmedAt == world.clock.now)
            #expect(session.principal.role == .admin)
            #expect(session.principal.workspaceID == world.workspace)
            #expect(session.session.method == .invite)
            #expect(session.session.reach == .node)
            #expect(try await world.sessions.resolve(session.accessToken.revealedText) == session.principal)
            #expect(try await world.traces() == before.adding(entries: 3))
            #expect(try await world.actions(last: 3) == ["user.created", "invitation.accepted", "session.opened"])
            #expect(try await failureCode { _ = try await world.invitations.accept(token, act: PeopleWorld.visit) } == .invitationInvalid)
            #expect(try await world.traces() == before.adding(entries: 3))
        }
    }

    @Test func `Fifty who accept at once are one member with one session`() async throws {
        try await withPeople { world in
            let token = try await world.invite("zoe@example.fr", act: try await world.act(world.ada)).token
            let (before, sessions) = (try await world.traces(), try await world.count("session"))
            let outcomes = try await atOnce((0..<50).map { _ in { _ = try await world.invitations.accept(token, act: PeopleWorld.visit) } })
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.count { $0 == .invitationInvalid } == 49)
            #expect(try await world.count("member") == 2)
            #expect(try await world.count("person") == 2)
            #expect(try await world.count("session") == sessions + 1)
            #expect(try await world.traces() == before.adding(entries: 3))
        }
    }

    @Test func `A member who accepts keeps a higher role`() async throws {
        try await withPeople { world in
            let token = try await world.invite("zoe@example.fr", as: .viewer, act: try await world.act(world.ada)).token
            let zoe = try await world.add(.admin, "zoe@example.fr")
            let session = try await world.invitations.accept(token, act: PeopleWorld.visit)
            #expect(session.principal.role == .admin)
            #expect(try await world.role(of: zoe) == .admin)
        }
    }

    @Test func `A member who accepts a higher role has it with the next request`() async throws {
        try await withPeople { world in
            let token = try await world.invite("zoe@example.fr", as: .admin, act: try await world.act(world.ada)).token
            let zoe = try await world.add(.viewer, "zoe@example.fr")
            let open = try await world.sessions.create(
                for: zoe, in: world.workspace, method: .otp, reach: .node, act: PeopleWorld.visit)
            #expect(try await world.sessions.resolve(open.accessToken.revealedText)?.role == .viewer)
            _ = try await world.invitations.accept(token, act: PeopleWorld.visit)
            #expect(try await world.sessions.resolve(open.accessToken.revealedText)?.role == .admin)
        }
    }

    @Test func `Someone who was taken out does not come back by an invitation that was left`() async throws {
        try await withPeople { world in
            let act = try await world.act(world.ada)
            let token = try await world.invite("zoe@example.fr", as: .admin, act: act).token
            let zoe = try await world.add(.viewer, "zoe@example.fr")
            try await world.roster.remove(zoe, act: act)
            #expect(try await failureCode { _ = try await world.invitations.accept(token, act: PeopleWorld.visit) } == .invitationInvalid)
        }
    }

    @Test func `Who is banned is not let in, and the invitation stays`() async throws {
        try await withPeople { world in
            let token = try await world.invite("zoe@example.fr", as: .admin, act: try await world.act(world.ada)).token
            let (zoe, now) = (try await world.add(.viewer, "zoe@example.fr"), world.clock.now)
            try await world.store.write { try Members.ban(zoe, until: now + .hours(1), in: world.workspace, $0) }
            let before = try await world.traces()
            #expect(try await failureCode { _ = try await world.invitations.accept(token, act: PeopleWorld.visit) } == .banned)
            #expect(try await world.traces() == before)
            #expect(try await world.role(of: zoe) == .viewer)
        }
    }

    @Test func `A link opens nothing of the person's elsewhere, unless they are signed in already`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.viewer, "bo@example.fr")
            let other = try await world.addWorkspace(of: bo)
            try await world.roster.remove(bo, act: try await world.act(world.ada))
            let first = try await world.invite("bo@example.fr", act: try await world.act(world.ada)).token
            let confined = try await world.invitations.accept(first, act: PeopleWorld.visit)
            #expect(confined.session.reach == .workspace)
            #expect(
                try await failureCode { _ = try await world.sessions.move(confined.session.id, to: other, act: PeopleWorld.visit) }
                    == .forbidden)
            try await world.roster.remove(bo, act: try await world.act(world.ada))
            for (reach, expected) in [(SessionReach.workspace, SessionReach.workspace), (.node, .node)] {
                let token = try await world.invite("bo@example.fr", act: try await world.act(world.ada)).token
                let session = try await world.invitations.accept(token, act: try await world.act(bo, in: other, reach: reach))
                #expect(session.session.reach == expected)
                try await world.roster.remove(bo, act: try await world.act(world.ada))
            }
            let stranger = try await world.act(world.ada)
            let last = try await world.invite("bo@example.fr", act: stranger).token
            #expect(try await world.invitations.accept(last, act: stranger).session.reach == .workspace)
        }
    }

    @Test func `Whoever proves an invited address by a code has accepted`() async throws {
        try await withPeople { world in
            _ = try await world.invite("zoe@example.fr", as: .admin, act: try await world.act(world.ada))
            try await world.withSignIn { signIn in
                let email = try parsed("ZOE@example.fr")
                try await signIn.requestCode(SignIn.Request(email: email), act: PeopleWorld.visit)
                try await world.runMail()
                let code = try #require(world.mailbox.all.last?.code)
                let before = try await world.traces()
                let outcome = try await signIn.verify(
                    .code(email: email, code: code, slots: [.confirmation]), workspace: nil, door: .page, act: PeopleWorld.visit)
                guard case .session(let session) = outcome else { throw Unexpected("no session") }
                #expect(session.principal.role == .admin)
                #expect(session.session.reach == .node)
                #expect(try await world.traces() == before.adding(entries: 3))
                #expect(try await world.actions(last: 3) == ["user.created", "invitation.accepted", "session.opened"])
            }
            #expect(try await world.count("invitation", where: "accepted_at IS NOT NULL") == 1)
        }
    }

    @Test(arguments: [0, 7]) func `An address that is not invited, or was too long ago, gets no mail`(days: Int) async throws {
        try await withPeople { world in
            if days > 0 { _ = try await world.invite("zoe@example.fr", act: try await world.act(world.ada)) }
            world.clock.advance(by: .days(Int64(days)))
            let before = world.mailbox.all.count
            try await world.withSignIn { signIn in
                try await signIn.requestCode(SignIn.Request(email: try parsed("zoe@example.fr")), act: PeopleWorld.visit)
                try await world.runMail()
            }
            #expect(world.mailbox.all.count == before)
        }
    }

    @Test func `The book finds only what is live, in the workspace that is named or any`() async throws {
        try await withPeople { world in
            let other = try await world.addWorkspace()
            let email = try parsed("zoe@example.fr")
            let book = world.invitations.book
            _ = try await world.invite("zoe@example.fr", act: try await world.act(world.ada))
            let found = try await world.store.read { tx in
                [try book.find(email, nil, tx), try book.find(email, world.workspace, tx), try book.find(email, other, tx)]
            }
            #expect(found == [world.workspace, world.workspace, nil])
            _ = try await world.registrar.delete(typedName: "Atelier", act: try await world.act(world.ada))
            #expect(try await world.store.read { try book.find(email, nil, $0) } == nil)
        }
    }
}
