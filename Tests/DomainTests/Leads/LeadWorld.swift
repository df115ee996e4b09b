import Blobs
import DataStore
import Domain
import Identity
import JobQueue
import NIOCore
import Primitives
import Realtime
import TestSupport

/// A store with two workspaces, and the leads of both.
struct LeadWorld: Sendable {
    let store: Store
    let leads: Leads
    let owner: Principal
    let stranger: Principal

    /// How many rows a table has: what a refused operation must not change.
    func count(_ table: String) async throws -> Int {
        try await store.read { try $0.value("SELECT COUNT(*) FROM \(table)") ?? 0 }
    }

    func member(_ role: Role) -> Principal {
        Principal(
            credential: owner.credential, workspaceID: owner.workspaceID, personID: owner.personID, role: role,
            displayName: owner.displayName)
    }
}

func withLeads(_ body: (LeadWorld) async throws -> Void) async throws {
    try await withFolder { folder in
        let migrations =
            IdentitySchema.migrations + Jobs.migrations + EventLog.migrations + BlobSchema.migrations + ProductSchema.migrations
        let store = try Store(path: folder + "/test.sqlite", migrations: migrations)
        let log = EventLog(epoch: store.epoch, hub: Hub(eventLoops: [any EventLoop]()) { payload, _ in payload })
        let events = LeadEvents(log: log)
        let jobs = Jobs(store: store) { job, tx in try events.jobChanged(job, in: tx) }
        let blobs = try BlobStore(path: folder + "/blobs", store: store)
        let leads = Leads(store: store, jobs: jobs, blobs: blobs, events: events, log: log)
        let sessions = Sessions(store: store)
        let links = SetupLinks(store: store, sessions: sessions)
        let accounts = Accounts(store: store, setupLinks: links)
        let request = try SetupRequest(
            token: try await links.issue().token.revealedText, name: "Ana", email: "ana@a.example", workspace: "A", language: "fr")
        let owner = try await accounts.setUp(request, userAgent: nil).session.principal
        try await body(LeadWorld(store: store, leads: leads, owner: owner, stranger: try await otherWorkspace(in: store)))
        try store.close()
    }
}

/// A second tenant; making one is not offered yet, so its rows are written by hand.
private func otherWorkspace(in store: Store) async throws -> Principal {
    let workspace = ID<Workspace>()
    let person = ID<Person>()
    try await store.write { tx in
        try tx.execute("INSERT INTO workspace (id, name, language, created_at, version) VALUES (?, 'B', 'en', 0, 1)", [workspace])
        try tx.execute(
            "INSERT INTO person (id, email, email_normalized, name, created_at) VALUES (?, 'b@b.example', 'b@b.example', 'Bo', 0)", [person]
        )
        try tx.execute(
            "INSERT INTO project (id, workspace_id, name, is_default, created_at, version) VALUES (?, ?, 'P', 1, 0, 1)",
            [ID<Project>(), workspace])
    }
    guard let name = DisplayName("Bo") else { throw StoreError(.unreadableRow, "no name") }
    return Principal(credential: .session(ID()), workspaceID: workspace, personID: person, role: .owner, displayName: name)
}
