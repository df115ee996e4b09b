import DataStore
import Domain
import Identity
import Mail
import Primitives
import TestSupport
import Testing

@Suite struct InvitationsTests {
    @Test func `A draft names every fault`() {
        let failure = #expect(throws: Failure.self) { _ = try InvitationDraft(email: "bo@", role: "boss") }
        #expect(failure?.code == .invalidRequest)
        #expect(failure?.fields.map(\.pointer) == ["/email", "/role"])
    }

    @Test func `Who does not manage members neither sees invitations nor sends any`() async throws {
        try await withPeople { world in
            let sent = try await world.invite("zoe@example.fr", act: try await world.act(world.ada)).invitation
            let act = try await world.act(try await world.add(.member, "bo@example.fr"))
            let (principal, before) = (try #require(act.principal), try await world.traces())
            #expect(try await failureCode { _ = try await world.invitations.list(for: principal) } == .forbidden)
            #expect(try await failureCode { _ = try await world.invite("yan@example.fr", act: act) } == .forbidden)
            #expect(try await failureCode { _ = try await world.invitations.resend(sent.id, act: act) } == .forbidden)
            #expect(try await failureCode { try await world.invitations.revoke(sent.id, act: act) } == .forbidden)
            #expect(try await failureCode { _ = try await world.invite("yan@example.fr", act: PeopleWorld.visit) } == .unauthenticated)
            #expect(try await world.traces() == before)
        }
    }

    @Test func `Only an owner in person invites an owner`() async throws {
        try await withPeople { world in
            let admin = try await world.act(try await world.add(.admin, "bo@example.fr"))
            let programs = [try await world.tokenAct(), try await world.serviceAct()]
            let before = try await world.traces()
            for act in [admin] + programs {
                #expect(try await failureCode { _ = try await world.invite("zoe@example.fr", as: .owner, act: act) } == .forbidden)
            }
            #expect(try await world.traces() == before)
            let owners = try await world.invite("zoe@example.fr", as: .owner, act: try await world.act(world.ada)).invitation
            #expect(try await failureCode { _ = try await world.invitations.resend(owners.id, act: admin) } == .forbidden)
            #expect(try await failureCode { try await world.invitations.revoke(owners.id, act: admin) } == .forbidden)
        }
    }

    @Test func `An invitation is one row, one mail and one entry, and its token is nowhere in the database`() async throws {
        try await withPeople { world in
            let act = try await world.act(world.ada)
            let before = try await world.traces()
            let (invitation, token) = try await world.invite("Zoe@Example.fr", as: .admin, act: act)
            #expect(try await world.traces() == before.adding(jobs: 1, entries: 1))
            #expect(invitation.state(at: world.clock.now) == .pending)
            #expect(invitation.expiresAt == world.clock.now + .days(7))
            #expect(invitation.inviterName?.description == "Ada Lovelace")
            let mail = try #require(world.mailbox.all.last)
            #expect(mail.to.map(\.address.description) == ["Zoe@Example.fr"])
            #expect(mail.subject == "Ada Lovelace vous invite à rejoindre Atelier")
            #expect(mail.text.contains("administrateur"))
            #expect(try await world.actions(last: 1) == ["invitation.sent"])
            #expect(try await world.store.read { try $0.value("SELECT length(token_hash) FROM invitation") } == 32)
            // The index of words can't be read by itself; what it is made of can.
            for table in try await world.tables() where !["lead_search", "message_search"].contains(table) {
                let rows = try await world.store.read { try $0.rows("SELECT * FROM \(table)").map { "\($0)" } }
                #expect(!rows.contains { $0.contains(token) }, "\(table)")
            }
        }
    }

    @Test func `The letter is in the reader's language where it is known`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.owner, "bo@example.fr")
            let other = try await world.addWorkspace(of: bo)
            let now = world.clock.now
            try await world.store.write { try People.update(bo, PersonChange(language: .english), at: now, in: $0) }
            try await world.roster.remove(bo, act: try await world.act(world.ada))
            _ = try await world.invite("bo@example.fr", act: try await world.act(world.ada))
            #expect(world.mailbox.all.last?.subject == "Ada Lovelace invites you to join Atelier")
            #expect(try await world.role(of: bo, in: other) == .owner)
        }
    }

    @Test func `A member and an invited address are not invited again, however they are written`() async throws {
        try await withPeople { world in
            _ = try await world.add(.viewer, "bo@example.fr")
            let act = try await world.act(world.ada)
            _ = try await world.invite("zoe@example.fr", act: act)
            let before = try await world.traces()
            #expect(try await failureCode { _ = try await world.invite("BO@example.fr", act: act) } == .conflict)
            #expect(try await failureCode { _ = try await world.invite("Zoe@Example.FR", act: act) } == .conflict)
            #expect(try await world.traces() == before)
            #expect(try await world.count("invitation") == 1)
        }
    }

    @Test func `Of many who invite one address at once exactly one does`() async throws {
        try await withPeople { world in
            let (act, before) = (try await world.act(world.ada), try await world.traces())
            let draft = try InvitationDraft(email: "zoe@example.fr", role: "viewer")
            let outcomes = try await atOnce((0..<10).map { _ in { _ = try await world.invitations.send(draft, act: act) } })
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.count { $0 == .conflict } == 9)
            #expect(try await world.count("invitation") == 1)
            #expect(try await world.traces() == before.adding(jobs: 1, entries: 1))
        }
    }

    @Test func `Sent again it has a new link and a new week, and the link before is void`() async throws {
        try await withPeople { world in
            let act = try await world.act(world.ada)
            let (first, old) = try await world.invite("zoe@example.fr", act: act)
            world.clock.advance(by: .days(6))
            let second = try await world.invitations.resend(first.id, act: act)
            let new = try await world.mailedToken()
            #expect(second.id == first.id)
            #expect(second.createdAt == first.createdAt)
            #expect(second.expiresAt == world.clock.now + .days(7))
            #expect(try await failureCode { _ = try await world.invitations.preview(old) } == .invitationInvalid)
            #expect(try await failureCode { _ = try await world.invitations.accept(old, act: PeopleWorld.visit) } == .invitationInvalid)
            #expect(try await world.invitations.preview(new).email.description == "zoe@example.fr")
            #expect(try await world.actions(last: 1) == ["invitation.resent"])
            #expect(try await world.count("invitation") == 1)
        }
    }

    @Test func `One that has expired is listed as such, sent again, or replaced`() async throws {
        try await withPeople { world in
            let act = try await world.act(world.ada)
            let first = try await world.invite("zoe@example.fr", act: act).invitation
            world.clock.advance(by: .days(7))
            let again = try await world.act(world.ada)
            let principal = try #require(again.principal)
            #expect(try await world.invitations.list(for: principal).items.map { $0.state(at: world.clock.now) } == [.expired])
            _ = try await world.invitations.resend(first.id, act: again)
            #expect(try await world.invitations.list(for: principal).items.map { $0.state(at: world.clock.now) } == [.pending])
            world.clock.advance(by: .days(7))
            let replaced = try await world.invite("zoe@example.fr", as: .viewer, act: try await world.act(world.ada)).invitation
            #expect(replaced.id != first.id)
            #expect(try await world.count("invitation") == 1)
        }
    }

    @Test func `Revoked, its link is void; revoking twice is told once`() async throws {
        try await withPeople { world in
            let act = try await world.act(world.ada)
            let (invitation, token) = try await world.invite("zoe@example.fr", act: act)
            let before = try await world.traces()
            try await world.invitations.revoke(invitation.id, act: act)
            try await world.invitations.revoke(invitation.id, act: act)
            #expect(try await world.traces() == before.adding(entries: 1))
            #expect(try await failureCode { _ = try await world.invitations.accept(token, act: PeopleWorld.visit) } == .invitationInvalid)
            #expect(try await failureCode { _ = try await world.invitations.resend(invitation.id, act: act) } == .notFound)
            #expect(try await world.invitations.list(for: try #require(act.principal)).items.isEmpty)
            _ = try await world.invite("zoe@example.fr", act: act)
        }
    }

    @Test func `The invitations of another workspace are not found`() async throws {
        try await withPeople { world in
            let invitation = try await world.invite("zoe@example.fr", act: try await world.act(world.ada)).invitation
            let bo = try await world.add(.viewer, "bo@example.fr")
            let other = try await world.addWorkspace(of: bo)
            let act = try await world.act(bo, in: other)
            #expect(try await failureCode { _ = try await world.invitations.resend(invitation.id, act: act) } == .notFound)
            #expect(try await failureCode { try await world.invitations.revoke(invitation.id, act: act) } == .notFound)
            #expect(try await world.invitations.list(for: try #require(act.principal)).items.isEmpty)
        }
    }

    @Test func `A workspace mails thirty an hour, and says when it may again`() async throws {
        try await withPeople { world in
            let act = try await world.act(world.ada)
            for number in 0..<30 {
                _ = try await world.invitations.send(InvitationDraft(email: "p\(number)@example.fr", role: "viewer"), act: act)
                if number == 0 { world.clock.advance(by: .minutes(10)) }
            }
            let before = try await world.traces()
            let late = try InvitationDraft(email: "late@example.fr", role: "viewer")
            do {
                _ = try await world.invitations.send(late, act: act)
                Issue.record("it was sent")
            } catch let failure as Failure {
                #expect(failure.code == .rateLimited)
                #expect(failure.retryAfter == .minutes(50))
            }
            #expect(try await world.traces() == before)
            let bo = try await world.add(.viewer, "bo@example.fr")
            let other = try await world.addWorkspace(of: bo)
            _ = try await world.invitations.send(late, act: try await world.act(bo, in: other))
            world.clock.advance(by: .minutes(50))
            _ = try await world.invitations.send(late, act: act)
            #expect(try await world.count("invitation_mail", where: "workspace_id = '\(world.workspace)'") == 30)
        }
    }

    @Test func `One address gets five an hour`() async throws {
        try await withPeople { world in
            let act = try await world.act(world.ada)
            let invitation = try await world.invite("zoe@example.fr", act: act).invitation
            for _ in 0..<4 { _ = try await world.invitations.resend(invitation.id, act: act) }
            #expect(try await failureCode { _ = try await world.invitations.resend(invitation.id, act: act) } == .rateLimited)
            try await world.invitations.revoke(invitation.id, act: act)
            #expect(try await failureCode { _ = try await world.invite("ZOE@example.fr", act: act) } == .rateLimited)
            _ = try await world.invite("yan@example.fr", act: act)
        }
    }

    @Test func `Two hundred wait at a time`() async throws {
        try await withPeople { world in
            let act = try await world.act(world.ada)
            for number in 0..<Invitations.liveLimit {
                if number % 30 == 29 { world.clock.advance(by: .hours(1)) }
                _ = try await world.invitations.send(InvitationDraft(email: "p\(number)@example.fr", role: "viewer"), act: act)
            }
            world.clock.advance(by: .hours(1))
            #expect(try await failureCode { _ = try await world.invite("late@example.fr", act: act) } == .conflict)
            #expect(try await world.count("invitation") == Invitations.liveLimit)
            world.clock.advance(by: .days(7))
            _ = try await world.invite("late@example.fr", act: try await world.act(world.ada))
        }
    }

    @Test func `What ended a month ago is removed`() async throws {
        try await withPeople { world in
            _ = try await world.invite("zoe@example.fr", act: try await world.act(world.ada))
            world.clock.advance(by: .days(36))
            #expect(try await world.invitations.removeEnded() == 0)
            world.clock.advance(by: .days(1))
            #expect(try await world.invitations.removeEnded() == 1)
        }
    }

    @Test func `Who can no longer give a role has given it in vain`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.admin, "bo@example.fr")
            let (bos, adas) = (try await world.act(bo), try await world.act(world.ada))
            let tokens = [
                try await world.invite("a@example.fr", as: .admin, act: bos).token,
                try await world.invite("v@example.fr", as: .viewer, act: bos).token,
            ]
            let kept = try await world.invite("k@example.fr", as: .admin, act: adas).token
            try await world.roster.changeRole(of: bo, to: .member, act: adas)
            for token in tokens {
                #expect(
                    try await failureCode { _ = try await world.invitations.accept(token, act: PeopleWorld.visit) } == .invitationInvalid)
            }
            #expect(try await world.lastEntry().after == ["role": "member", "invitationsRevoked": 2])
            _ = try await world.invitations.accept(kept, act: PeopleWorld.visit)
        }
    }

    @Test func `An owner who becomes an admin keeps the invitations that an admin may send`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.member, "bo@example.fr")
            let act = try await world.act(world.ada)
            let owner = try await world.invite("o@example.fr", as: .owner, act: act).token
            let viewer = try await world.invite("v@example.fr", as: .viewer, act: act).token
            try await world.roster.handOver(to: bo, act: act)
            #expect(try await failureCode { _ = try await world.invitations.accept(owner, act: PeopleWorld.visit) } == .invitationInvalid)
            _ = try await world.invitations.accept(viewer, act: PeopleWorld.visit)
        }
    }
}
