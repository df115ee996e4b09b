import Blobs
import DataStore
import Primitives
import TestSupport
import Testing

@Suite struct ResumableUploadTests {
    private func begin(
        _ key: String = "a", byteCount: Int64, in bucket: Bucket, _ world: BucketWorld, _ conflict: Buckets.Conflict = .refuse
    ) async throws -> ResumableUpload {
        try await world.buckets.begin(
            NewObject(key: #require(ObjectKey(key)), contentType: "text/plain"), byteCount: byteCount, into: bucket, conflict)
    }

    @Test func `A part goes on where the last one ended, or is refused`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let upload = try await begin(byteCount: 6, in: bucket, world)
            #expect(try await refusal { _ = try await world.buckets.extend(ID(), at: 0) { _ in } } == .uploadMissing)
            #expect(
                try await refusal { _ = try await world.buckets.extend(upload.id, at: 3) { _ in } } == .offsetMismatch(receivedCount: 0))
            #expect(try await world.buckets.extend(upload.id, at: 0) { try await $0.pour("one".utf8) }.receivedCount == 3)
            #expect(
                try await failureCode { _ = try await world.buckets.extend(upload.id, at: 3) { try await $0.pour("four".utf8) } }
                    == .bodyTooLarge)
            let key = upload.object.key
            #expect(try await refusal { _ = try await world.buckets.object(key, in: bucket) } == .objectMissing)
            _ = try await world.buckets.extend(upload.id, at: 3) { try await $0.pour("two".utf8) }
            #expect(try await world.text("a", in: bucket) == "onetwo")
            #expect(try world.blobs.files().count == 1)
        }
    }

    @Test func `A finished upload is remembered until it expires, takes nothing more and can't be given up`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let upload = try await begin(byteCount: 3, in: bucket, world)
            #expect(try await world.buckets.extend(upload.id, at: 0) { try await $0.pour("one".utf8) }.isFinished)
            #expect(
                try await refusal { _ = try await world.buckets.extend(upload.id, at: 0) { try await $0.pour("two".utf8) } }
                    == .offsetMismatch(receivedCount: 3))
            #expect(try await refusal { try await world.buckets.end(upload.id) } == .uploadFinished)
            let repeated = try await world.buckets.extend(upload.id, at: 3) { _ in Issue.record("it asks for bytes") }
            #expect(repeated.isFinished && repeated.receivedCount == 3)
            #expect(try await world.buckets.upload(upload.id).receivedCount == 3)
            #expect(try await world.blobs.blobs.sweep() == SweepReport())
            #expect(try await world.text("a", in: bucket) == "one")
            world.clock.advance(by: .hours(25))
            try await world.buckets.removeExpiredUploads()
            #expect(try await refusal { _ = try await world.buckets.upload(upload.id) } == .uploadMissing)
            #expect(try await world.text("a", in: bucket) == "one")
        }
    }

    @Test func `Finished uploads are not counted with the open ones`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            try await world.store.write { [space = world.space] tx in
                for _ in 0..<1_000 {
                    try tx.execute(
                        """
                        INSERT INTO resumable_upload (id, workspace_id, bucket_id, key, content_type, cache_control, replaces, byte_count,
                            received_count, is_finished, expires_at)
                        VALUES (?, ?, ?, 'k', '', '', 0, 1, 1, 1, ?)
                        """, [ID<ResumableUpload>(), space, bucket.id, Int64.max])
                }
            }
            _ = try await begin(byteCount: 3, in: bucket, world)
            try await world.store.write { _ = try $0.execute("UPDATE resumable_upload SET is_finished = 0") }
            #expect(try await refusal { _ = try await begin("b", byteCount: 3, in: bucket, world) } == .tooManyUploads(limit: 1_000))
        }
    }

    @Test func `What came before a connection broke is kept`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let upload = try await begin(byteCount: 6, in: bucket, world)
            let code = try await failureCode {
                _ = try await world.buckets.extend(upload.id, at: 0) { intake in
                    try await intake.pour("one".utf8)
                    throw Failure(.malformedBody, "gone")
                }
            }
            #expect(code == .malformedBody)
            #expect(try await world.buckets.upload(upload.id).receivedCount == 3)
        }
    }

    @Test func `Only one request at a time adds to an upload`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let upload = try await begin(byteCount: 6, in: bucket, world)
            var refusals: [StorageRefusal?] = []
            _ = try await world.buckets.extend(upload.id, at: 0) { _ in
                refusals.append(try await refusal { _ = try await world.buckets.extend(upload.id, at: 0) { _ in } })
                refusals.append(try await refusal { try await world.buckets.end(upload.id) })
            }
            #expect(refusals == [.uploadInHand, .uploadInHand])
        }
    }

    @Test func `An upload that is ended, or expires, leaves nothing`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let (first, second) = (try await begin(byteCount: 6, in: bucket, world), try await begin("b", byteCount: 6, in: bucket, world))
            for upload in [first, second] { _ = try await world.buckets.extend(upload.id, at: 0) { try await $0.pour("one".utf8) } }
            #expect(try await world.blobs.blobs.sweep() == SweepReport())
            try await world.buckets.end(first.id)
            #expect(try await refusal { try await world.buckets.end(first.id) } == .uploadMissing)
            #expect(try world.blobs.files().count == 1)
            world.clock.advance(by: .hours(25))
            #expect(try await refusal { _ = try await world.buckets.upload(second.id) } == .uploadMissing)
            try await world.buckets.removeExpiredUploads()
            #expect(try await world.blobs.blobs.sweep().temporaries == 1)
            #expect(try world.blobs.files().isEmpty)
        }
    }

    @Test func `One that is whole too late is refused and gone`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let upload = try await begin(byteCount: 3, in: bucket, world)
            try await world.put("a", "first", in: bucket)
            #expect(
                try await refusal { _ = try await world.buckets.extend(upload.id, at: 0) { try await $0.pour("one".utf8) } }
                    == .objectExists)
            #expect(try await world.text("a", in: bucket) == "first")
            #expect(try await refusal { _ = try await world.buckets.upload(upload.id) } == .uploadMissing)
            _ = try await world.blobs.blobs.sweep()
            #expect(try world.blobs.files().count == 1)
        }
    }

    @Test func `Every byte of many parts is there, whichever way they are cut`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let bytes = (0..<1_300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            let upload = try await begin(byteCount: Int64(bytes.count), in: bucket, world)
            var offset = 0
            for part in [1, 70_000, 600_000, 629_999] {
                let slice = bytes[offset..<offset + part]
                offset = Int(try await world.buckets.extend(upload.id, at: Int64(offset)) { try await $0.pour(slice) }.receivedCount)
            }
            #expect(offset == bytes.count)
            #expect(try await world.blobs.bytes(of: world.buckets.object(upload.object.key, in: bucket).version) == bytes)
        }
    }
}
