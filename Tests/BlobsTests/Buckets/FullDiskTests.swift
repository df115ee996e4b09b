import Blobs
import DataStore
import Glibc
import Primitives
import Synchronization
import TestSupport
import Testing

/// A disk that is full, or breaks, at each step of an upload.
@Suite struct FullDiskTests {
    enum Step: CaseIterable, Sendable {
        case firstByte
        case middle
        case flush
        case rename
        case folderFlush
        case commit
    }

    private func hooks(_ step: Step, _ isFull: Recorder<Bool>) -> BlobHooks {
        @Sendable func fault(_ isHere: Bool) -> Int32? { isHere && isFull.all.last == true ? ENOSPC : nil }
        return BlobHooks(
            writeFault: { written in fault(step == .firstByte ? written == 0 : step == .middle && written > 0) },
            syncFault: { fault(step == .flush) }, renameFault: { fault(step == .rename) }, folderFault: { fault(step == .folderFlush) },
            changing: { _ in if fault(step == .commit) != nil { throw StoreError(.diskFull, "the disk is full") } })
    }

    /// Whether `body` is refused for want of space, by the disk of the files or by the database.
    private func meetsFullDisk(_ body: () async throws -> Void) async throws -> Bool {
        do {
            return try await failureCode(body) == .storageFull
        } catch let error as StoreError {
            return error.code == .diskFull
        }
    }

    @Test(arguments: Step.allCases)
    func `An upload is refused and leaves nothing, and the next one is taken when there is space again`(step: Step) async throws {
        let isFull = Recorder<Bool>()
        try await withBuckets(hooks: hooks(step, isFull)) { world in
            let bucket = try await world.bucket()
            let new = NewObject(key: try #require(ObjectKey("a")), contentType: "text/plain")
            let bytes = [UInt8](repeating: 7, count: 2_400_000)
            isFull.record(true)
            #expect(try await meetsFullDisk { _ = try await world.put(bytes: bytes, as: new, in: bucket) })
            // A whole file whose name may not last is left for the sweep; whatever else there was is gone.
            #expect(try await world.blobs.blobs.sweep().unreferenced == (step == .folderFlush ? 1 : 0))
            #expect(try world.blobs.files().isEmpty)
            #expect(try await world.buckets.usage(of: world.space) == StorageUsage())
            #expect(try await refusal { _ = try await world.buckets.object(new.key, in: bucket) } == .objectMissing)
            isFull.record(false)
            _ = try await world.put(bytes: bytes, as: new, in: bucket)
            #expect(try await world.blobs.blobs.verify().faultCount == 0)
        }
    }

    @Test(arguments: Step.allCases)
    func `A part is refused, and the upload goes on from what is on the disk`(step: Step) async throws {
        let isFull = Recorder<Bool>()
        try await withBuckets(hooks: hooks(step, isFull)) { world in
            let bucket = try await world.bucket()
            let bytes = [UInt8](repeating: 7, count: 2_400_000)
            let new = NewObject(key: try #require(ObjectKey("a")), contentType: "text/plain")
            let upload = try await world.buckets.begin(new, byteCount: Int64(bytes.count), into: bucket, .refuse)
            isFull.record(true)
            #expect(
                try await meetsFullDisk {
                    _ = try await world.buckets.extend(upload.id, at: 0) { intake in
                        for place in stride(from: 0, to: bytes.count, by: 400_000) { try await intake.pour(bytes[place..<place + 400_000]) }
                    }
                })
            #expect(try await refusal { _ = try await world.buckets.object(new.key, in: bucket) } == .objectMissing)
            isFull.record(false)
            let received = try await world.buckets.upload(upload.id).receivedCount
            _ = try await world.buckets.extend(upload.id, at: received) { try await $0.pour(bytes[Int(received)...]) }
            #expect(try await world.blobs.bytes(of: world.buckets.object(new.key, in: bucket).version) == bytes)
            #expect(try await world.blobs.blobs.verify().faultCount == 0)
        }
    }

    @Test func `Bytes that another object has outlive a refusal`() async throws {
        let isFull = Recorder<Bool>()
        try await withBuckets(hooks: hooks(.commit, isFull)) { world in
            let bucket = try await world.bucket()
            try await world.put("a", "same", in: bucket)
            isFull.record(true)
            #expect(try await meetsFullDisk { try await world.put("b", "same", in: bucket) })
            #expect(try await meetsFullDisk { _ = try await world.buckets.remove([#require(ObjectKey("a"))], in: bucket) })
            #expect(try await world.text("a", in: bucket) == "same")
            #expect(try await world.blobs.blobs.verify().faultCount == 0)
        }
    }
}
