import Blobs
import DataStore
import Identity
import JobQueue
import Logging
import Primitives
import TestSupport
import Testing

@testable import Server

/// A data folder with two workspaces, and the operator's door to their jobs.
struct JobsWorld {
    let store: Store
    let jobs: Jobs
    let operations: ControlOperations
    let acme: Workspace
    let other: Workspace

    @discardableResult
    func enqueue(_ kind: String, in workspace: Workspace?, queue: QueueName = "work") async throws -> JobRecord {
        var draft = JobDraft(kind: kind, queue: queue, trace: TraceID())
        draft.workspaceID = workspace?.id.description
        draft.isExternal = true
        return try await store.write { [jobs, draft] tx in try jobs.enqueue(draft, in: tx).job }
    }

    /// Fails a job, the way a worker does that wants it back no more.
    func fail(_ job: JobRecord, _ error: String = "no luck", stack: String? = nil) async throws {
        let workspace = job.workspaceID ?? ""
        let leases = Leases(jobs: jobs, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        for lease in try await leases.lease(LeaseOrder(workspaceID: workspace, kinds: [job.kind])) {
            _ = try await leases.fail(
                lease.job.id, fence: lease.job.fence, workspace: workspace, error: error, stack: stack, retry: false, delay: nil)
        }
    }

    func ask(_ request: JobsRequest, in workspace: Workspace? = nil) async throws -> ControlAnswer {
        try await operations.perform(.jobs(request, workspace: workspace?.id.description))
    }

    func list(
        _ filter: JobsRequest.Filter = JobsRequest.Filter(), in workspace: Workspace? = nil, limit: Int = 20
    ) async throws -> [JobLine] {
        guard case .jobs(let jobs) = try await ask(.list(filter, limit: limit), in: workspace) else { return [] }
        return jobs
    }

    func state(of job: JobRecord) async throws -> JobState? {
        try await store.read { [jobs] tx in try jobs.find(job.id, of: nil, in: tx)?.state }
    }

    /// What was done, by whom, and in which workspace; the oldest first.
    func audited() async throws -> [String] {
        try await store.read { tx in
            try tx.rows("SELECT action, actor_label, workspace_id FROM audit_entry ORDER BY number").map { row in
                let workspace: String? = try row["workspace_id"]
                return "\(try row["action"] as String) by \(try row["actor_label"] as String) in \(workspace ?? "the node")"
            }
        }
    }
}

/// The settings of a local node on that folder.
func localSettings(in folder: String) async throws -> Settings {
    try Settings(from: await SettingSources(profile: .local, environment: ["DATA_DIR": folder + "/data"], folder: folder))
}

/// Lends a world on `settings`' data folder, whose lock it holds meanwhile.
func withJobs<Result>(_ settings: Settings, _ body: (JobsWorld) async throws -> Result) async throws -> Result {
    let folder = try DataFolder(path: settings.dataFolder)
    let store = try Store(path: folder.databasePath, migrations: NodeSchema.migrations)
    let jobs = Jobs(store: store)
    let address = PublicAddress(settings)
    let identities = try Identities(
        settings: settings, secret: try NodeSecret.load(from: settings, in: folder), store: store, jobs: jobs, address: address)
    let (email, acmeName, otherName) = try (
        #require(EmailAddress("ada@example.com")), #require(DisplayName("Acme")), #require(DisplayName("Other"))
    )
    let (acme, other) = try await store.write { tx in
        let person = try People.create(email, language: .english, at: .now(), in: tx)
        func make(_ name: DisplayName) throws -> Workspace {
            try Workspaces.create(name: name, language: .english, owner: person.id, at: .now(), in: tx)
        }
        return (try make(acmeName), try make(otherName))
    }
    let world = JobsWorld(
        store: store, jobs: jobs,
        operations: identities.operations(
            in: folder, store: store, blobs: try BlobStore(path: folder.blobsPath, store: store), address: address),
        acme: acme, other: other)
    do {
        let result = try await body(world)
        try await identities.hasher.shutdown()
        try store.close()
        return result
    } catch {
        try await identities.hasher.shutdown()
        try store.close()
        throw error
    }
}

/// As above, in a folder of its own.
@discardableResult
func withJobs<Result>(_ body: (JobsWorld) async throws -> Result) async throws -> Result {
    try await withFolder { folder in try await withJobs(try await localSettings(in: folder), body) }
}
