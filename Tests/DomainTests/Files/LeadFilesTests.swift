import Blobs
import Domain
import Identity
import Primitives
import Testing

@Suite struct LeadFilesTests {
    @Test func `Nothing has a place in the bucket but files of a lead that is there`() async throws {
        try await withFiles { world in
            let (leads, lead) = (try await world.leads(), try await world.lead())
            for key in [
                "a.pdf", "\(lead)", "\(lead)/", "\(ID<Lead>())/a.pdf", "\(lead.description.uppercased())/a.pdf", "/\(lead)/a.pdf",
                "x/\(lead)/a.pdf",
            ] {
                #expect(try await !world.desk.hasPlace(for: #require(ObjectKey(key)), in: leads), "\(key)")
            }
            #expect(try await world.desk.hasPlace(for: #require(ObjectKey("\(lead)/a.pdf")), in: leads))
            #expect(try await world.desk.hasPlace(for: #require(ObjectKey("\(lead)/f/a.pdf")), in: leads))
            #expect(try await world.desk.hasPlace(for: #require(ObjectKey("a.pdf")), in: world.docs()))
        }
    }

    @Test func `A lead of one workspace is no folder of another's bucket`() async throws {
        try await withFiles { world in
            let (lead, stranger) = (try await world.lead(), try #require(try await world.stranger().principal))
            let theirs = try await world.buckets.bucket(LeadFiles.bucket, in: ID(of: stranger.workspaceID))
            #expect(try await !world.desk.hasPlace(for: #require(ObjectKey("\(lead)/a.pdf")), in: theirs))
        }
    }

    @Test func `A workspace is made with the bucket, private, in the same write`() async throws {
        try await withFiles { world in
            let workspace = try await world.people.registrar.create(
                WorkspaceDraft(name: "New", language: "en"), act: world.act(.owner))
            let bucket = try await world.buckets.bucket(LeadFiles.bucket, in: ID(of: workspace.id))
            #expect(!bucket.isPublic && bucket.byteLimit == nil && bucket.createdAt == workspace.createdAt)
        }
    }

    @Test func `Older workspaces get the bucket once, and what was set for it stays`() async throws {
        try await withFiles { world in
            let limited = try await world.buckets.change(LeadFiles.bucket, in: world.space, BucketChange(byteLimit: 10))
            _ = try await world.people.addWorkspace()
            try await LeadFiles.completeWorkspaces(world.buckets)
            try await LeadFiles.completeWorkspaces(world.buckets)
            #expect(try await world.people.count("bucket", where: "name = 'leads'") == 2)
            #expect(try await world.leads() == limited)
        }
    }
}
