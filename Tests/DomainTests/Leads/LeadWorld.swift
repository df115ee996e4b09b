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
    let projects: ProjectDesk
    let jobs: Jobs
    let log: EventLog
    let inboxes: Inboxes
    let changes: RecordedChanges
    let owner: Principal
    let stranger: Principal

    /// How many rows a table has: what a refused operation must not change.
    func count(_ table: String) async throws -> Int {
        try await store.read { try $0.value("SELECT COUNT(*) FROM \(table)") ?? 0 }
    }

    func member(_ role: Role) -> Principal {
        Principal(
            credential: owner.credential, workspaceID: owner.workspaceID, personID: owner.personID, role: role,
            permissions: role.permissions, displayName: owner.displayName)
    }
}

func withLeads(clock: WallClock = .system, _ body: (LeadWorld) async throws -> Void) async throws {
    try await withFolder { folder in
        let migrations =
            IdentitySchema.migrations + Jobs.migrations + EventLog.migrations + BlobSchema.migrations + ProductSchema.migrations
        let store = try Store(path: folder + "/test.sqlite", migrations: migrations)
        let log = EventLog(epoch: store.epoch, hub: Hub(eventLoops: [any EventLoop]()) { payload, _ in payload })
        let events = LeadEvents(log: log)
        let jobs = Jobs(store: store) { job, tx in try events.jobChanged(job, in: tx) }
        let blobs = try BlobStore(path: folder + "/blobs", store: store)
        let changes = RecordedChanges()
        let leads = Leads(
            store: store, jobs: jobs, blobs: blobs, events: events, log: log, changes: RowChanges { changes.append($0) },
            clock: clock)
        let sessions = Sessions(
            store: store, keys: KeyRing(root: .random(byteCount: 32)), issuer: "https://node.example/auth/v1")
        let links = SetupLinks(store: store, sessions: sessions)
        let accounts = Accounts(store: store, setupLinks: links, sessions: sessions)
        let request = try SetupRequest(
            token: try await links.issue().token.revealedText, name: "Ana", email: "ana@a.example", workspace: "A", language: "fr")
        let owner = try await accounts.setUp(request, act: Act(principal: nil, remoteAddress: nil, userAgent: nil)).principal
        try await body(
            LeadWorld(
                store: store, leads: leads,
                projects: ProjectDesk(store: store, log: log, changes: RowChanges { changes.append($0) }), jobs: jobs, log: log,
                inboxes: Inboxes(store: store, log: log, jobs: jobs), changes: changes,
                owner: owner, stranger: try await otherWorkspace(in: store)))
        try store.close()
    }
}

/// A second tenant, with an owner of its own.
private func otherWorkspace(in store: Store) async throws -> Principal {
    guard let name = DisplayName("B"), let email = EmailAddress("bo@b.example") else { throw StoreError(.unreadableRow, "no name") }
    return try await store.write { tx in
        let now = Timestamp.now()
        let person = try People.create(email, at: now, in: tx)
        let workspace = try Workspaces.create(name: name, language: .english, owner: person.id, at: now, in: tx)
        try Projects.createDefault(for: workspace, at: now, in: tx)
        try Channels.createDefault(for: workspace, at: now, in: tx)
        return Principal(
            credential: .session(ID()), workspaceID: workspace.id, personID: person.id, role: .owner, displayName: person.name)
    }
}

extension LeadWorld {
    /// A lead of the owner's workspace, dropped by the owner.
    func drop(_ company: String = "Acme", _ fill: (inout LeadDraft) -> Void = { _ in }) async throws -> Lead {
        var draft = LeadDraft(company: company)
        fill(&draft)
        return try await leads.drop(draft, by: owner, trace: TraceID())
    }

    /// Somebody who joins the owner's workspace.
    func addMember(_ address: String, as role: Role = .member) async throws -> Principal {
        guard let email = EmailAddress(address) else { throw StoreError(.unreadableRow, "no address") }
        let person = try await store.write { tx in
            let person = try People.create(email, at: .now(), in: tx)
            try Members.add(person.id, as: role, to: owner.workspaceID, at: .now(), tx)
            return person
        }
        return Principal(
            credential: .session(ID()), workspaceID: owner.workspaceID, personID: person.id, role: role, displayName: person.name)
    }

    func edit(_ lead: Lead, _ members: [String: JSONValue], version: Int64? = nil, by principal: Principal? = nil) async throws -> Lead {
        try await leads.edit(
            lead.id, LeadPatch(MergePatch(members)), version: version ?? lead.version, by: principal ?? owner, trace: TraceID())
    }

    func trash(_ lead: Lead) async throws -> Lead {
        try await leads.trash(lead.id, version: lead.version, by: owner, trace: TraceID())
    }

    func room(_ id: ID<Lead>) async throws -> WarRoom { try await leads.warRoom(id, for: owner) }

    func history(_ id: ID<Lead>) async throws -> [HistoryEntry] {
        try await leads.history(of: id, for: owner, cursor: nil, limit: 200).items
    }

    /// The default project, with another policy for duplicates.
    func set(_ policy: DuplicatePolicy) async throws {
        let project = try await projects.list(archived: .exclude, isTrash: false, for: owner)[0]
        _ = try await projects.edit(
            project.id, ProjectPatch(MergePatch(["duplicatePolicy": .string(policy.rawValue)])), version: project.version, by: owner,
            trace: TraceID())
    }
}

/// What an operation is refused with.
func failure(_ body: () async throws -> Void) async -> Failure? {
    do {
        try await body()
        return nil
    } catch {
        return error as? Failure
    }
}
