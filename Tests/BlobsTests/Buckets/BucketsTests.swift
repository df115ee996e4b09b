import Blobs
import Primitives
import TestSupport
import Testing

@Suite struct BucketsTests {
    @Test func `A bucket of another workspace is not there, whatever is done with it`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let (name, other) = (bucket.name, world.otherSpace)
            #expect(try await refusal { _ = try await world.buckets.bucket(name, in: other) } == .bucketMissing)
            #expect(
                try await refusal { _ = try await world.buckets.change(name, in: other, BucketChange(isPublic: true)) } == .bucketMissing)
            #expect(try await refusal { try await world.buckets.empty(name, in: other) } == .bucketMissing)
            #expect(try await refusal { try await world.buckets.delete(name, in: other) } == .bucketMissing)
            #expect(try await world.buckets.all(in: other).isEmpty)
            #expect(try await world.buckets.all(in: world.space) == [bucket])
        }
    }

    @Test func `A name is taken once in a workspace, and again in the next`() async throws {
        try await withBuckets { world in
            _ = try await world.bucket("same")
            #expect(try await refusal { _ = try await world.bucket("same") } == .bucketExists)
            _ = try await world.bucket("same", of: world.otherSpace)
        }
    }

    @Test func `A name is public once on the node, until its holder gives it up`() async throws {
        try await withBuckets { world in
            let first = try await world.bucket("site", BucketChange(isPublic: true))
            #expect(
                try await refusal { _ = try await world.bucket("site", BucketChange(isPublic: true), of: world.otherSpace) }
                    == .publicNameTaken)
            let second = try await world.bucket("site", of: world.otherSpace)
            let open = BucketChange(isPublic: true)
            #expect(try await refusal { _ = try await world.buckets.change(second.name, in: second.space, open) } == .publicNameTaken)
            #expect(try await world.buckets.publicBucket(first.name).id == first.id)
            _ = try await world.buckets.change(first.name, in: first.space, BucketChange(isPublic: false))
            _ = try await world.buckets.change(second.name, in: second.space, open)
            #expect(try await world.buckets.publicBucket(first.name).id == second.id)
        }
    }

    @Test func `A change keeps what it does not name, and takes away what it sets to nothing`() async throws {
        try await withBuckets { world in
            let images = try #require(MediaTypePattern("image/*"))
            let bucket = try await world.bucket("b", BucketChange(byteLimit: 100, mediaTypes: [images]))
            let changed = try await world.buckets.change(bucket.name, in: world.space, BucketChange(isPublic: true))
            #expect(changed.isPublic && changed.byteLimit == 100 && changed.mediaTypes == [images])
            let bare = try await world.buckets.change(
                bucket.name, in: world.space, BucketChange(byteLimit: .some(nil), mediaTypes: .some(nil)))
            #expect(bare.isPublic && bare.byteLimit == nil && bare.mediaTypes == nil)
            #expect(try await world.buckets.bucket(bucket.name, in: world.space) == bare)
        }
    }

    @Test func `Only an empty bucket is deleted, and emptying it fills the trash`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let source = try await world.put("f/0", in: bucket).key
            let keys = (1...500).compactMap { ObjectKey("f/\($0)") }
            // Writes at once share commits, and copies no file has to be flushed for.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for key in keys {
                    group.addTask { _ = try await world.buckets.copy(source, in: bucket, to: key, in: bucket, owner: nil, .refuse) }
                }
                try await group.waitForAll()
            }
            #expect(try await refusal { try await world.buckets.delete(bucket.name, in: world.space) } == .bucketNotEmpty)
            try await world.buckets.empty(bucket.name, in: world.space)
            #expect(try await world.trash().count == 501)
            try await world.buckets.delete(bucket.name, in: world.space)
            #expect(try await world.buckets.all(in: world.space).isEmpty)
        }
    }

    @Test func `A workspace has no more buckets than it may`() async throws {
        var limits = StorageLimits()
        limits.buckets = 2
        try await withBuckets(limits: limits) { world in
            _ = try await world.bucket("a")
            _ = try await world.bucket("b")
            #expect(try await refusal { _ = try await world.bucket("c") } == .tooManyBuckets(limit: 2))
        }
    }

    @Test(arguments: ["", ".", "..", "a/b", "ü", "a\u{0}b", " a", "a ", "a\"b", String(repeating: "a", count: 101)])
    func `A name that no address carries is none`(name: String) {
        #expect(BucketName(name) == nil)
    }

    @Test func `Patterns of media types know neither case nor parameters`() throws {
        let images = try #require(MediaTypePattern("image/*"))
        #expect(!images.matches("imagex/png"))
        #expect(!images.matches("text/plain"))
        #expect(images.matches("IMAGE/PNG; q=1"))
        #expect(try #require(MediaTypePattern("*/*")).matches("a/b"))
        #expect(MediaTypePattern("image") == nil && MediaTypePattern("a/b/c") == nil && MediaTypePattern("a\n/b") == nil)
    }
}
