import Blobs
import DataStore
import Domain
import Identity
import Primitives
import TestSupport
import Testing

/// A node with people and files; every workspace has its bucket of leads.
struct FilesWorld: Sendable {
    let people: PeopleWorld
    let blobs: BlobStore
    let buckets: Buckets
    let desk: FileDesk

    var space: ID<BlobSpace> { ID(of: people.workspace) }

    func act(_ role: Role) async throws -> Act {
        try await people.act(role == .owner ? people.ada : people.add(role, "\(role.rawValue)@example.fr"))
    }

    func principal(_ role: Role) async throws -> Principal {
        try #require(try await act(role).principal)
    }

    /// An act of a token with these scopes alone.
    func act(scopes: Set<Permission>) async throws -> Act {
        let made = try await people.tokens.create(name: "robot", scopes: scopes, act: act(.owner))
        return PeopleWorld.visit.by(try #require(try await people.tokens.resolve(made.text.revealedText)))
    }

    /// An owner of another workspace.
    func stranger() async throws -> Act {
        let bo = try await people.add(.owner, "bo@example.fr", to: people.addWorkspace())
        let place = try await people.store.read { try Members.memberships(of: bo, in: $0) }[0].workspace.id
        try await LeadFiles.completeWorkspaces(buckets)
        return try await people.act(bo, in: place)
    }

    @discardableResult
    func put(
        _ key: String, _ text: String = "hello", in bucket: Bucket, _ conflict: Buckets.Conflict = .refuse
    ) async throws -> BucketObject {
        let staged = try await blobs.stage(in: bucket.space, limit: 1_000_000) { try await $0.pour(Array(text.utf8)) }
        return try await buckets.put(
            staged, as: NewObject(key: try #require(ObjectKey(key)), contentType: "text/plain"), into: bucket, conflict)
    }

    /// Stores something and removes it; answers its version.
    func trashed(_ key: String, _ text: String = "hello", in bucket: Bucket, by actor: String? = nil) async throws -> ID<StoredObject> {
        let object = try await put(key, text, in: bucket)
        _ = try await buckets.remove([object.key], in: bucket, by: actor)
        people.clock.advance(by: .seconds(1))
        return object.version.id
    }

    func docs() async throws -> Bucket { try await buckets.create(#require(BucketName("docs")), in: space) }

    func leads() async throws -> Bucket { try await buckets.bucket(LeadFiles.bucket, in: space) }

    func lead() async throws -> ID<Lead> {
        let (id, workspace) = (ID<Lead>(), people.workspace)
        try await people.store.write { tx in
            let project: String? = try tx.value("SELECT id FROM project WHERE workspace_id = ?", [workspace])
            try tx.execute(
                """
                INSERT INTO lead (id, workspace_id, project_id, stage_id, rank, stage_since, company, company_key, status, version, created_at,
                    updated_at)
                VALUES (?, ?, ?, (SELECT id FROM stage WHERE project_id = ? LIMIT 1), 'i', 0, 'Acme', 'acme', 'new', 1, 0, 0)
                """, [id, workspace, project, project])
        }
        return id
    }
}

func withFiles(limits: StorageLimits = StorageLimits(), _ body: (FilesWorld) async throws -> Void) async throws {
    try await withPeople { people in
        try await withFolder { folder in
            let blobs = try BlobStore(path: folder + "/blobs", store: people.store, clock: people.clock.wallClock)
            let buckets = Buckets(store: people.store, blobs: blobs, limits: limits, clock: people.clock.wallClock)
            try await LeadFiles.completeWorkspaces(buckets)
            try await body(
                FilesWorld(
                    people: people, blobs: blobs, buckets: buckets,
                    desk: FileDesk(store: people.store, buckets: buckets, clock: people.clock.wallClock)))
        }
    }
}
