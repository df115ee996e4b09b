import DataStore
import Identity
import Primitives
import TestSupport
import Testing

@Suite struct WorkspacesTests {
    @Test(arguments: ["", "Paris", "Europe/Atlantis", "europe/paris", "CET", "GMT+2", "+02:00", "Europe/Paris ", "../etc/passwd"])
    func `What is no time zone of the database is refused`(name: String) {
        #expect(TimeZoneName(name) == nil)
    }

    @Test(arguments: ["UTC", "Europe/Paris", "America/Argentina/Buenos_Aires", "Asia/Kolkata", "Indian/Reunion", "America/Martinique"])
    func `A time zone of the database is taken`(name: String) {
        #expect(TimeZoneName(name)?.description == name)
    }

    @Test func `Every fault of the settings is named at once`() {
        let failure = #expect(throws: Failure.self) { try WorkspaceChange(name: " ", language: "de", timeZone: "CET", currency: "eur") }
        #expect(failure?.fields.map(\.pointer) == ["/name", "/language", "/timeZone", "/currency"])
    }

    @Test func `A stale version is refused, the current one counts up`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace
            let change = try WorkspaceChange(name: "Renamed", language: nil, timeZone: "Indian/Reunion", currency: "CHF")
            let stale = try await failureCode {
                try await world.store.write { _ = try Workspaces.update(workspace.id, change, expecting: 2, in: $0) }
            }
            #expect(stale == .staleVersion)
            let (before, after) = try await world.store.write { try Workspaces.update(workspace.id, change, expecting: 1, in: $0) }
            #expect(before == workspace && after.version == 2 && after.language == .french)
            #expect(
                after.name.description == "Renamed" && after.timeZone.description == "Indian/Reunion" && after.currency.description == "CHF"
            )
            #expect(try await world.store.read { try Workspaces.find(workspace.id, in: $0) } == after)
        }
    }

    @Test func `A workspace is not deleted by another name, and not removed before its day`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace
            let now = world.clock.now
            for name in ["", "atelier", "Atelier!"] {
                let code = try await failureCode {
                    try await world.store.write { _ = try Workspaces.scheduleDeletion(workspace.id, typedName: name, at: now, in: $0) }
                }
                #expect(code == .invalidRequest)
            }
            let remove = { try await world.store.write { try Workspaces.remove(workspace.id, at: world.clock.now, in: $0) } }
            #expect(try await failureCode(remove) == .conflict)
            try await world.store.write { _ = try Workspaces.scheduleDeletion(workspace.id, typedName: " Atelier ", at: now, in: $0) }
            world.clock.advance(by: Workspaces.grace - .microseconds(1))
            #expect(try await failureCode(remove) == .conflict)
            let due = world.clock.now
            #expect(try await world.store.read { try Workspaces.dueForRemoval(at: due, limit: 10, in: $0) }.isEmpty)
        }
    }

    @Test func `While a workspace waits to be deleted only its owner looks, and everything else is refused`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let (workspace, cache) = (outcome.workspace.id, world.cache)
            let bob = try await world.addMember(.admin, to: workspace, email: "bob@example.fr")
            let bobs = try await world.open(bob, in: workspace)
            let token = try await world.tokens.create(
                name: "CI", scopes: [.leadsRead], act: IdentityWorld.visit.by(outcome.session.principal)
            ).text.revealedText
            let key = try await world.workspaceKeys.texts(of: workspace).service.opaque.revealedText
            for text in [token, key, bobs.accessToken.revealedText] { #expect(try await world.credentials.resolve(text) != nil) }
            let now = world.clock.now
            try await world.store.write { transaction in
                _ = try Workspaces.scheduleDeletion(workspace, typedName: "Atelier", at: now, in: transaction)
                transaction.afterCommit { cache.forget(workspace) }
            }
            for text in [token, key] { #expect(try await world.credentials.resolve(text) == nil) }
            let guest = try #require(try await world.sessions.resolve(bobs.accessToken.revealedText))
            #expect(guest.permissions.isEmpty)
            let failure = #expect(throws: Failure.self) { try guest.require(.leadsRead) }
            #expect(failure?.message.contains("deleted") == true)
            try await expectFailure(.forbidden) { _ = try await world.open(bob, in: workspace) }
            let owner = try #require(try await world.sessions.resolve(outcome.session.accessToken.revealedText))
            #expect(owner.may(.leadsRead) && owner.may(.workspaceDelete) && !owner.may(.leadsWrite) && !owner.may(.keysManage))
            #expect(owner.workspaceDeletesAt == now + .days(7))
            let change = WorkspaceChange(currency: Currency("CHF"))
            try await expectFailure(.conflict) { try await world.store.write { _ = try Workspaces.update(workspace, change, in: $0) } }
            try await world.store.write { transaction in
                _ = try Workspaces.restore(workspace, at: now, in: transaction)
                transaction.afterCommit { cache.forget(workspace) }
            }
            for text in [token, key, bobs.accessToken.revealedText] { #expect(try await world.credentials.resolve(text) != nil) }
        }
    }

    @Test func `Once due a workspace can't be restored, and its removal spares people of others and the audit log`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let workspace = outcome.workspace.id
            let bob = try await world.addMember(.member, to: workspace, email: "bob@example.fr")
            let (other, _) = try await world.addWorkspace(email: "bob@example.fr")
            _ = try await world.open(bob, in: workspace)
            let now = world.clock.now
            try await world.store.write { _ = try Workspaces.scheduleDeletion(workspace, typedName: "Atelier", at: now, in: $0) }
            world.clock.advance(by: Workspaces.grace)
            let due = world.clock.now
            let code = try await failureCode { try await world.store.write { _ = try Workspaces.restore(workspace, at: due, in: $0) } }
            #expect(code == .notFound)
            #expect(try await world.store.read { try Workspaces.dueForRemoval(at: due, limit: 10, in: $0) }.map(\.id) == [workspace])
            let entries = try await world.count("audit_entry")
            try await world.store.write { try Workspaces.remove(workspace, at: due, in: $0) }
            try await world.store.read { transaction throws in
                #expect(try Workspaces.all(limit: 10, in: transaction).map(\.id) == [other])
                #expect(try People.find(outcome.owner.id, in: transaction) == nil)
                #expect(try People.find(bob, in: transaction) != nil)
            }
            #expect(try await world.count("audit_entry") == entries)
            #expect(try await world.count("session") == 0)
            #expect(try await world.store.integrityFaults().isEmpty)
        }
    }
}
