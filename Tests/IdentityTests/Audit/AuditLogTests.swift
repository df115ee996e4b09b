import DataStore
import Identity
import Primitives
import TestSupport
import Testing

@Suite struct AuditLogTests {
    private func append(
        _ action: AuditAction, in workspace: ID<Workspace>, _ world: IdentityWorld, subject: AuditSubject = AuditSubject("thing"),
        actor: AuditEntry.Actor? = nil
    ) async throws {
        let now = world.clock.now
        try await world.store.write { transaction in
            try AuditLog.append(
                AuditEntry(action, on: subject, in: workspace, actor: actor, act: IdentityWorld.visit, at: now), in: transaction)
        }
    }

    @Test func `An entry can be neither changed nor removed, not even by hand`() async throws {
        try await withIdentity { world in
            _ = try await world.setUp()
            let count = try await world.count("audit_entry")
            for statement in [
                "UPDATE audit_entry SET actor_label = 'nobody'", "DELETE FROM audit_entry", "DELETE FROM audit_entry WHERE number = 1",
            ] {
                await #expect(throws: StoreError.self) { try await world.store.write { _ = try $0.execute(statement) } }
            }
            #expect(try await world.count("audit_entry") == count)
        }
    }

    @Test func `An entry goes with the act that is undone`() async throws {
        struct Undone: Error {}
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace.id
            let count = try await world.count("audit_entry")
            let now = world.clock.now
            await #expect(throws: Undone.self) {
                try await world.store.write { transaction in
                    try AuditLog.append(
                        AuditEntry("thing.done", on: AuditSubject("thing"), in: workspace, act: .byOperator(), at: now), in: transaction)
                    throw Undone()
                }
            }
            #expect(try await world.count("audit_entry") == count)
        }
    }

    @Test(arguments: ["", "x", "-1", "0", "9999999999999999999999", "1 OR 1=1"])
    func `A cursor that is none is refused`(cursor: String) async throws {
        try await withIdentity { world in
            let code = try await failureCode { _ = try await world.audit.list(in: ID(), cursor: cursor) }
            #expect(code == .invalidRequest)
        }
    }

    @Test func `Another workspace sees nothing`() async throws {
        try await withIdentity { world in
            _ = try await world.setUp()
            let (other, _) = try await world.addWorkspace(email: "eve@example.com")
            #expect(try await world.audit.list(in: other).items.isEmpty)
        }
    }

    @Test func `Pages hold every entry once in the order of the acts, also when more are added meanwhile`() async throws {
        try await withIdentity { world in
            let (workspace, _) = try await world.addWorkspace(email: "eve@example.com")
            for number in 0..<25 { try await append(AuditAction(rawValue: "thing.\(number)"), in: workspace, world) }
            var (seen, cursor): ([String], String?) = ([], nil)
            repeat {
                let page = try await world.audit.list(in: workspace, limit: 10, cursor: cursor)
                seen += page.items.map(\.action.rawValue)
                cursor = page.next
                try await append("thing.more", in: workspace, world)
            } while cursor != nil
            #expect(seen == (0..<25).reversed().map { "thing.\($0)" })
            #expect(try await world.audit.list(in: workspace, limit: 1_000_000).items.count == 28)
            #expect(try await world.audit.list(in: workspace, limit: 0).items.count == 1)
        }
    }

    @Test func `Filters narrow by noun, action, actor, subject and time`() async throws {
        try await withIdentity { world in
            let (workspace, _) = try await world.addWorkspace(email: "eve@example.com")
            let ada = ID<Person>()
            try await append("token.created", in: workspace, world, subject: AuditSubject("token", id: "1"))
            try await append("token_use.seen", in: workspace, world)
            world.clock.advance(by: .seconds(10))
            let middle = world.clock.now
            try await append(
                "token.revoked", in: workspace, world, subject: AuditSubject("token", id: "2"),
                actor: AuditEntry.Actor(id: ada, label: "Ada"))
            world.clock.advance(by: .seconds(10))
            try await append("session.ended", in: workspace, world, subject: AuditSubject("session", id: "1"))
            func found(_ filter: AuditFilter) async throws -> [String] {
                try await world.audit.list(in: workspace, filter: filter).items.map(\.action.rawValue)
            }
            #expect(try await found(AuditFilter(action: "token")) == ["token.revoked", "token.created"])
            #expect(try await found(AuditFilter(action: "token.created")) == ["token.created"])
            #expect(try await found(AuditFilter(action: "tok")) == [])
            #expect(try await found(AuditFilter(actorID: ada)) == ["token.revoked"])
            #expect(try await found(AuditFilter(subjectKind: "token", subjectID: "1")) == ["token.created"])
            #expect(try await found(AuditFilter(since: middle)) == ["session.ended", "token.revoked"])
            #expect(try await found(AuditFilter(since: middle, until: world.clock.now)) == ["token.revoked"])
        }
    }

    @Test func `An entry keeps who, what, before and after, from where, and its trace`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let act = Act(principal: outcome.session.principal, remoteAddress: "2001:db8::1", userAgent: "Browser/1\r\nX-Evil: 1")
            let entry = AuditEntry(
                "thing.changed", on: AuditSubject("thing", id: ID<Workspace>(), label: "A thing"), in: outcome.workspace.id,
                before: ["name": "old"], after: ["name": "new", "n": 1], act: act, at: world.clock.now)
            try await world.store.write { try AuditLog.append(entry, in: $0) }
            #expect(try await world.audit.list(in: outcome.workspace.id).items.first == entry)
            #expect(entry.actor == AuditEntry.Actor(outcome.owner) && entry.traceID == act.traceID)
            #expect(entry.userAgent == "Browser/1 X-Evil: 1")
        }
    }

    @Test func `Details past the bound are left out, the act is kept`() async throws {
        try await withIdentity { world in
            let (workspace, _) = try await world.addWorkspace(email: "eve@example.com")
            let entry = AuditEntry(
                "thing.changed", on: AuditSubject("thing"), in: workspace, after: ["text": .string(String(repeating: "x", count: 20_000))],
                act: .byOperator(), at: world.clock.now)
            try await world.store.write { try AuditLog.append(entry, in: $0) }
            #expect(try await world.audit.list(in: workspace).items.first?.after == ["omitted": "too long"])
        }
    }
}
