import Blobs
import DataStore
import Primitives
import TestSupport
import Testing

@Suite struct BucketObjectsTests {
    @Test func `What is there is replaced only where that is wanted, and the version before goes into the trash`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let first = try await world.put("a", "one", in: bucket)
            #expect(try await refusal { try await world.put("a", "two", in: bucket) } == .objectExists)
            world.clock.advance(by: .seconds(1))
            let second = try await world.put("a", "two", in: bucket, .replace)
            #expect(second.id == first.id && second.version.id != first.version.id && second.createdAt == first.createdAt)
            #expect(second.generation == first.generation, "a link to the key goes on")
            #expect(try await world.text("a", in: bucket) == "two")
            let trash = try await world.trash()
            #expect(trash.map(\.versionID) == [first.version.id] && trash[0].isReplaced)
        }
    }

    @Test func `What was just looked at is looked at again after every change`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket("open", BucketChange(isPublic: true))
            let (key, moved) = (try #require(ObjectKey("a")), try #require(ObjectKey("b")))
            func found(_ key: ObjectKey, of space: ID<BlobSpace>?) async throws -> FoundObject {
                _ = try await world.buckets.find(key, in: bucket.name, of: space)
                return try await world.buckets.find(key, in: bucket.name, of: space)
            }
            #expect(try await found(key, of: bucket.space).object == nil)
            let first = try await world.put("a", "one", in: bucket)
            #expect(try await found(key, of: bucket.space).object == first)
            world.clock.advance(by: .seconds(1))
            let second = try await world.put("a", "two", in: bucket, .replace)
            #expect(try await found(key, of: bucket.space).object == second)
            #expect(try await found(key, of: nil).object == second)
            try await world.buckets.revokeLinks(to: key, in: bucket)
            #expect(try await found(key, of: bucket.space).object?.generation ?? 0 > second.generation)
            try await world.buckets.revokeLinks(of: bucket.name, in: bucket.space)
            #expect(try await found(key, of: bucket.space).bucket.generation > bucket.generation)
            _ = try await world.buckets.move(key, in: bucket, to: moved, in: bucket)
            #expect(try await found(key, of: bucket.space).object == nil)
            _ = try await world.buckets.remove([moved], in: bucket)
            #expect(try await found(moved, of: bucket.space).object == nil)
            _ = try await world.buckets.change(bucket.name, in: bucket.space, BucketChange(isPublic: false))
            #expect(try await refusal { _ = try await found(moved, of: nil) } == .bucketMissing)
        }
    }

    @Test func `Of two uploads that begin at once one is refused`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let key = try #require(ObjectKey("a"))
            let staged = try await world.blobs.blobs.stage([1], in: world.blobs.workspace, limit: 10)
            let late = try await world.blobs.blobs.stage([2], in: world.blobs.workspace, limit: 10)
            _ = try await world.buckets.put(staged, as: NewObject(key: key, contentType: "text/plain"), into: bucket, .refuse)
            #expect(
                try await refusal {
                    _ = try await world.buckets.put(late, as: NewObject(key: key, contentType: "text/plain"), into: bucket, .refuse)
                } == .objectExists)
            #expect(try await world.blobs.bytes(of: world.buckets.object(key, in: bucket).version) == [1])
        }
    }

    @Test func `A bucket's limits hold for what comes, for what is copied, and for what the bytes are`() async throws {
        try await withBuckets { world in
            let images = try #require(MediaTypePattern("image/*"))
            let strict = try await world.bucket("strict", BucketChange(byteLimit: 8, mediaTypes: [images]))
            let loose = try await world.bucket("loose")
            #expect(try await refusal { try await world.put("a", type: "text/plain", in: strict) } == .mediaTypeRefused("text/plain"))
            #expect(try await refusal { try await world.put("a", "123456789", type: "image/png", in: strict) } == .tooLarge(limit: 8))
            #expect(
                try await refusal { try await world.put("a", "<script>", type: "image/png", in: strict) }
                    == .contentRefused(declared: "image/png", found: "text/html"))
            try await world.put("a", "12345678", type: "image/png", in: strict)
            let key = try #require(ObjectKey("a"))
            try await world.put("a", type: "text/plain", in: loose)
            #expect(
                try await refusal { _ = try await world.buckets.copy(key, in: loose, to: key, in: strict, owner: nil, .replace) }
                    == .mediaTypeRefused("text/plain"))
        }
    }

    @Test func `A quota ends uploads before their first byte, and counts what is in the trash`() async throws {
        var limits = StorageLimits()
        limits.workspaceBytes = 10
        try await withBuckets(limits: limits) { world in
            let (bucket, other) = (try await world.bucket(), try await world.bucket(of: world.otherSpace))
            try await world.put("a", "123456", in: bucket)
            #expect(try await refusal { try await world.put("b", "12345", in: bucket) } == .quotaExceeded(limit: 10))
            #expect(try world.blobs.files().count == 1)
            try await world.put("b", "1234", in: bucket)
            try await world.put("b", "1234567890", in: other)
            _ = try await world.buckets.remove([try #require(ObjectKey("a"))], in: bucket)
            #expect(try await refusal { try await world.put("c", "1", in: bucket) } == .quotaExceeded(limit: 10))
            try await world.buckets.emptyTrash(of: world.space)
            try await world.put("c", "123456", in: bucket)
            #expect(try await world.buckets.usage(of: world.space) == StorageUsage(byteCount: 10, fileCount: 2))
        }
    }

    @Test func `What is too large is told by the limit that it met`() async throws {
        var limits = StorageLimits()
        (limits.workspaceBytes, limits.fileBytes) = (10, 100)
        try await withBuckets(limits: limits) { world in
            let key = try #require(ObjectKey("a"))
            let bucket = try await world.bucket()
            let tight = try await world.bucket("tight", BucketChange(byteLimit: 5))
            #expect(
                try await world.buckets.admit(key, contentType: nil, byteCount: nil, into: bucket, .refuse).refusal
                    == .quotaExceeded(limit: 10))
            #expect(
                try await world.buckets.admit(key, contentType: nil, byteCount: nil, into: tight, .refuse).refusal == .tooLarge(limit: 5))
        }
        limits.freeBytes = .max
        limits.workspaceBytes = nil
        try await withBuckets(limits: limits) { world in
            let bucket = try await world.bucket()
            #expect(try await refusal { try await world.put("a", "1", in: bucket) } == .diskAlmostFull)
        }
    }

    @Test func `Moving keeps the object and ends its links, copying stores no byte twice`() async throws {
        try await withBuckets { world in
            let (bucket, target) = (try await world.bucket("from"), try await world.bucket("to"))
            let (key, newKey) = (try #require(ObjectKey("a")), try #require(ObjectKey("x/y")))
            #expect(try await refusal { _ = try await world.buckets.move(key, in: bucket, to: newKey, in: target) } == .objectMissing)
            let object = try await world.put("a", "bytes", in: bucket)
            world.clock.advance(by: .seconds(1))
            let copy = try await world.buckets.copy(key, in: bucket, to: newKey, in: target, owner: "me", .refuse)
            #expect(copy.id != object.id && copy.version.hash == object.version.hash && copy.owner == "me")
            #expect(try world.blobs.files().count == 1)
            #expect(try await refusal { _ = try await world.buckets.move(key, in: bucket, to: newKey, in: target) } == .objectExists)
            let moved = try await world.buckets.move(key, in: bucket, to: try #require(ObjectKey("z")), in: target)
            #expect(moved.id == object.id && moved.version == object.version && moved.generation != object.generation)
            #expect(try await refusal { _ = try await world.buckets.object(key, in: bucket) } == .objectMissing)
            #expect(try await world.text("z", in: target) == "bytes")
        }
    }

    @Test func `What a move replaces is in the trash, and links to it open what took its place`() async throws {
        try await withBuckets { world in
            let (bucket, other) = (try await world.bucket(), try await world.bucket("other"))
            let (old, new) = (try await world.put("a", "old", in: bucket), try await world.put("b", "new", in: other))
            #expect(
                try await refusal { _ = try await world.buckets.move(new.key, in: other, to: old.key, in: bucket) } == .objectExists)
            #expect(try await world.trash().isEmpty)
            let moved = try await world.buckets.move(new.key, in: other, to: old.key, in: bucket, .replace, by: "someone")
            #expect(try await world.text("a", in: bucket) == "new")
            #expect(moved.id == old.id && moved.generation == old.generation && moved.version == new.version)
            #expect(try await refusal { _ = try await world.buckets.object(new.key, in: other) } == .objectMissing)
            let trash = try await world.trash()
            #expect(trash.map(\.versionID) == [old.version.id] && trash[0].isReplaced && trash[0].trashedBy == "someone")
            let usage = try await world.buckets.usage(of: world.space)
            #expect(usage == StorageUsage(byteCount: 6, fileCount: 2, trashByteCount: 3, trashFileCount: 1))
        }
    }

    @Test func `A move to where it is changes nothing`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let object = try await world.put("a", in: bucket)
            #expect(
                try await refusal { _ = try await world.buckets.move(object.key, in: bucket, to: object.key, in: bucket) }
                    == .objectExists)
            #expect(try await world.buckets.move(object.key, in: bucket, to: object.key, in: bucket, .replace) == object)
            #expect(try await world.buckets.object(object.key, in: bucket) == object)
            #expect(try await world.trash().isEmpty)
        }
    }

    @Test func `What is removed comes back from the trash, until its time is over`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let object = try await world.put("a", "one", in: bucket)
            let (key, missing) = (object.key, try #require(ObjectKey("missing")))
            #expect(try await world.buckets.remove([missing, key, key], in: bucket).map(\.key) == [key])
            #expect(try await world.buckets.purgeTrash() == 0)
            #expect(try await world.blobs.blobs.sweep() == SweepReport())
            #expect(
                try await refusal { _ = try await world.buckets.restore(object.version.id, in: world.otherSpace) } == .objectMissing)
            let restored = try await world.buckets.restore(object.version.id, in: world.space)
            #expect(restored.version == object.version)
            #expect(try await world.trash().isEmpty)
            _ = try await world.buckets.remove([key], in: bucket)
            world.clock.advance(by: world.buckets.limits.trashRetention + .seconds(1))
            #expect(try await world.buckets.purgeTrash() == 1)
            #expect(try await world.blobs.blobs.sweep().unreferenced == 1)
            #expect(try world.blobs.files().isEmpty)
            #expect(try await world.buckets.usage(of: world.space) == StorageUsage())
        }
    }

    @Test func `The trash is read in pages, each version once`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            for number in 0..<5 { try await world.put("\(number)", in: bucket) }
            try await world.buckets.empty(bucket.name, in: world.space)
            #expect(try await world.buckets.trash(in: world.space, after: "nonsense", limit: 2)?.items == nil)
            var (seen, cursor): ([ObjectKey], String?) = ([], nil)
            repeat {
                let page = try #require(try await world.buckets.trash(in: world.space, after: cursor, limit: 2))
                seen += page.items.map(\.key)
                cursor = page.next
            } while cursor != nil
            #expect(Set(seen).count == 5 && seen.count == 5)
            #expect(try await world.buckets.trash(in: world.otherSpace, limit: 2)?.items.isEmpty == true)
        }
    }

    @Test func `Restoring an old version sends the present one to the trash`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let first = try await world.put("a", "one", in: bucket)
            let second = try await world.put("a", "two", in: bucket, .replace)
            _ = try await world.buckets.restore(first.version.id, in: world.space)
            #expect(try await world.text("a", in: bucket) == "one")
            #expect(try await world.trash().map(\.versionID) == [second.version.id])
        }
    }

    @Test(arguments: ["..", "../../etc/passwd", "a/../b", "日本/ü.txt", "a\\b", "%2e%2e", String(repeating: "k", count: 1_024), "x/", "/"])
    func `The engine keeps any name without control characters, and none becomes a path`(name: String) async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let object = try await world.put(name, "safe", in: bucket)
            #expect(object.key.description == name)
            #expect(try await world.text(name, in: bucket) == "safe")
            let files = try world.blobs.files()
            #expect(files.count == 1 && files[0].hasSuffix(object.version.hash.description))
        }
    }

    @Test(arguments: ["", "a\u{0}b", "a\nb", "a\u{7F}", String(repeating: "k", count: 1_025)])
    func `A key is of 1 to 1,024 bytes and holds no control character`(name: String) {
        #expect(ObjectKey(name) == nil)
    }

    @Test func `Revoking changes the generation, and so does making the object anew`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let first = try await world.put("a", in: bucket)
            try await world.buckets.revokeLinks(to: first.key, in: bucket)
            let second = try await world.buckets.object(first.key, in: bucket)
            #expect(second.generation > first.generation)
            _ = try await world.buckets.remove([first.key], in: bucket)
            world.clock.advance(by: .seconds(1))
            #expect(try await world.put("a", in: bucket).generation > second.generation)
            try await world.buckets.revokeLinks(of: bucket.name, in: world.space)
            #expect(try await world.buckets.bucket(bucket.name, in: world.space).generation > bucket.generation)
        }
    }

    @Test func `The sum of what is stored is what the rows say`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            for name in ["a", "b", "c"] { try await world.put(name, "equal", in: bucket) }
            try await world.put("a", "other bytes", in: bucket, .replace)
            _ = try await world.buckets.copy(
                try #require(ObjectKey("b")), in: bucket, to: try #require(ObjectKey("d")), in: bucket, owner: nil, .refuse)
            _ = try await world.buckets.remove([try #require(ObjectKey("c"))], in: bucket)
            let usage = try await world.buckets.usage(of: world.space)
            let counted = try await world.store.read { tx in
                StorageUsage(
                    byteCount: try tx.value("SELECT sum(byte_count) FROM blob_object") ?? 0,
                    fileCount: try tx.value("SELECT count(*) FROM blob_object") ?? 0,
                    trashByteCount: try tx.value(
                        "SELECT sum(byte_count) FROM trashed_object JOIN blob_object ON id = version_id") ?? 0,
                    trashFileCount: try tx.value("SELECT count(*) FROM trashed_object") ?? 0)
            }
            #expect(usage == counted && usage.fileCount == 5 && usage.trashFileCount == 2)
            let removed = try #require(try await world.trash().first { !$0.isReplaced })
            _ = try await world.buckets.restore(removed.versionID, in: world.space)
            #expect(try await world.buckets.usage(of: world.space).trashFileCount == 1)
            try await world.buckets.emptyTrash(of: world.space)
            #expect(try await world.buckets.usage(of: world.space).trashByteCount == 0)
        }
    }
}
