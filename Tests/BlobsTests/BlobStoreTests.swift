import Blobs
import Crypto
import DataStore
import FoundationEssentials
import Glibc
import Primitives
import TestSupport
import Testing

@Suite struct BlobStoreTests {
    private struct Broken: Error {}

    private func stream(_ chunks: [[UInt8]], failingAfter count: Int? = nil) -> AsyncThrowingStream<[UInt8], any Error> {
        AsyncThrowingStream { continuation in
            for (number, chunk) in chunks.enumerated() {
                if number == count {
                    continuation.finish(throwing: Broken())
                    return
                }
                continuation.yield(chunk)
            }
            continuation.finish()
        }
    }

    @Test func `A file larger than the limit is refused and leaves nothing`() async throws {
        try await withBlobs { world throws in
            #expect(
                try await failureCode { _ = try await world.blobs.stage([1, 2, 3, 4], in: world.workspace, limit: 3) } == .bodyTooLarge)
            let chunks = stream([[1, 2], [3], [4]])
            #expect(try await failureCode { _ = try await world.blobs.stage(chunks, in: world.workspace, limit: 3) } == .bodyTooLarge)
            #expect(try world.files().isEmpty)
        }
    }

    @Test func `A stream that breaks leaves nothing, and its own error reaches the caller`() async throws {
        try await withBlobs { world throws in
            await #expect(throws: Broken.self) {
                _ = try await world.blobs.stage(stream([[1], [2], [3]], failingAfter: 2), in: world.workspace, limit: 100)
            }
            #expect(try world.files().isEmpty)
        }
    }

    @Test(arguments: [(Int64(0), ENOSPC), (Int64(2), ENOSPC), (Int64(2), EDQUOT)])
    func `A full disk is a failure of its own and leaves nothing`(written: Int64, fault: Int32) async throws {
        try await withBlobs(hooks: BlobHooks(writeFault: { $0 == written ? fault : nil })) { world in
            let code = try await failureCode {
                _ = try await world.blobs.stage(stream([[1, 2], [3, 4]]), in: world.workspace, limit: 100)
            }
            #expect(code == .storageFull)
            #expect(try world.files().isEmpty)
        }
    }

    @Test func `What is poured in becomes one file in its order, hashed as it is`() async throws {
        try await withBlobs { world in
            // More than can be on its way at once, in pieces of odd sizes.
            let pieces = (1...60).map { number in [UInt8](repeating: UInt8(number), count: 100_003 + number * 997) }
            let staged = try await world.blobs.stage(in: ID(of: world.workspace), limit: 100_000_000) { intake in
                for piece in pieces { try await intake.pour(piece) }
            }
            let object = try await world.attach(staged)
            let whole = pieces.flatMap(\.self)
            #expect(try await world.bytes(of: object) == whole)
            #expect(object.hash == ContentHash(SHA256.hash(data: whole)))
        }
    }

    @Test func `Nothing is written behind a piece that could not be`() async throws {
        let asked = Recorder<Int64>()
        let fault: @Sendable (Int64) -> Int32? = { written in
            asked.record(written)
            return written == 2 << 20 ? ENOSPC : nil
        }
        try await withBlobs(hooks: BlobHooks(writeFault: fault)) { world in
            let code = try await failureCode {
                _ = try await world.blobs.stage(in: ID(of: world.workspace), limit: 100_000_000) { intake in
                    for _ in 1...10 { try await intake.pour([UInt8](repeating: 7, count: 1 << 20)) }
                }
            }
            #expect(code == .storageFull)
            #expect(asked.all == [0, 1 << 20, 2 << 20])
            #expect(try world.files().isEmpty)
        }
    }

    @Test func `A flush that fails is never taken for success`() async throws {
        try await withBlobs(hooks: BlobHooks(syncFault: { EIO })) { world in
            let code = try await blobErrorCode { _ = try await world.blobs.stage([1], in: world.workspace, limit: 100) }
            #expect(code == .inputOutput)
            #expect(try world.files().isEmpty)
        }
    }

    @Test func `A disk that stays full at the flush is a full disk`() async throws {
        try await withBlobs(hooks: BlobHooks(syncFault: { ENOSPC })) { world throws in
            #expect(try await failureCode { _ = try await world.blobs.stage([1], in: world.workspace, limit: 100) } == .storageFull)
        }
    }

    @Test func `An object is not found for another workspace`() async throws {
        try await withBlobs { world in
            let object = try await world.put("a")
            let found = try await world.store.read { [blobs = world.blobs] transaction in
                try (
                    blobs.find(object.id, of: world.other, in: transaction), blobs.find(object.id, of: world.workspace, in: transaction),
                    blobs.find(ID(), in: transaction)
                )
            }
            #expect(found.0 == nil && found.1 == object && found.2 == nil)
        }
    }

    @Test func `A missing file and one of another length have names of their own`() async throws {
        try await withBlobs { world in
            let object = try await world.put("abc")
            let file = try #require(try world.files().first)
            try Data("abcd".utf8).write(to: URL(filePath: "\(world.path)/\(file)"))
            #expect(try await blobErrorCode { _ = try await world.blobs.open(object) } == .wrongLength)
            try FileManager.default.removeItem(atPath: "\(world.path)/\(file)")
            #expect(try await blobErrorCode { _ = try await world.blobs.open(object) } == .missing)
        }
    }

    @Test func `A file that shrinks while it is read is a fault, never a short answer`() async throws {
        try await withBlobs { world in
            let staged = try await world.blobs.stage([UInt8](repeating: 7, count: 300_000), in: world.workspace, limit: 1_000_000)
            let blob = try await world.blobs.open(world.attach(staged))
            var chunks = blob.chunks().makeAsyncIterator()
            #expect(try await chunks.next()?.count == BlobChunks.byteLimit)
            let file = try #require(try world.files().first)
            #expect(truncate("\(world.path)/\(file)", 299_999) == 0)
            #expect(try await blobErrorCode { _ = try await chunks.next() } == .wrongLength)
        }
    }

    @Test func `A write that is undone leaves no row`() async throws {
        try await withBlobs { world in
            let staged = try await world.blobs.stage([1], in: world.workspace, limit: 100)
            let name = try #require(ObjectName("a"))
            await #expect(throws: Broken.self) {
                try await world.store.write { [blobs = world.blobs] transaction in
                    _ = try blobs.attach(staged, name: name, contentType: "a/b", purpose: .dossier, in: transaction)
                    throw Broken()
                }
            }
            #expect(try await world.store.read { try $0.value("SELECT count(*) FROM blob_object", as: Int.self) } == 0)
        }
    }

    @Test(arguments: ["", "pdf", "text/plain\r\nX-Evil: 1", "text/é", String(repeating: "a", count: 300) + "/b", "/b"])
    func `A media type that can't stand in a header becomes unknown`(contentType: String) async throws {
        try await withBlobs { world in
            let staged = try await world.blobs.stage([1], in: world.workspace, limit: 100)
            let name = try #require(ObjectName("a"))
            let object = try await world.store.write { [blobs = world.blobs] in
                try blobs.attach(staged, name: name, contentType: contentType, purpose: .dossier, in: $0)
            }
            #expect(object.contentType == "application/octet-stream")
        }
    }

    @Test func `Equal bytes are one file within a workspace and two across`() async throws {
        try await withBlobs { world in
            let (first, second) = (try await world.put("same"), try await world.put("same", name: "again.pdf"))
            #expect(first.hash == second.hash && first.id != second.id)
            #expect(try world.files().count == 1)
            _ = try await world.put("same", in: world.other)
            #expect(try world.files().count == 2)
        }
    }

    @Test func `The path is made of workspace and hash alone`() async throws {
        try await withBlobs { world in
            let object = try await world.put("abc", name: "..%2f..;rm -rf.pdf")
            let digits = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            #expect(object.hash.description == digits && object.entityTag == "\"\(digits)\"")
            #expect(try world.files() == ["\(world.workspace)/ba/\(digits)"])
        }
    }

    @Test func `Storing again mends a file that had rotted`() async throws {
        try await withBlobs { world in
            let object = try await world.put("abc")
            let file = try #require(try world.files().first)
            try Data("abX".utf8).write(to: URL(filePath: "\(world.path)/\(file)"))
            _ = try await world.put("abc")
            #expect(try await world.text(of: object) == "abc")
        }
    }

    @Test func `A stream comes back whole, and in any range`() async throws {
        try await withBlobs { world in
            let bytes = (0..<700_001).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
            let chunks = stride(from: 0, to: bytes.count, by: 10_007).map { Array(bytes[$0..<min($0 + 10_007, bytes.count)]) }
            let object = try await world.attach(world.blobs.stage(stream(chunks), in: world.workspace, limit: 700_001))
            #expect(object.byteCount == 700_001)
            #expect(try await world.bytes(of: object) == bytes)
            for range in [Int64(0)..<1, 700_000..<700_001, 262_143..<262_145, 0..<262_144, 5..<5, 100..<600_000] {
                #expect(try await world.bytes(of: object, range: range) == Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)]))
            }
            #expect(try await world.bytes(of: object, range: 700_000..<900_000) == [bytes[700_000]])
        }
    }

    @Test func `Nothing is a file too`() async throws {
        try await withBlobs { world in
            let object = try await world.put("")
            #expect(object.byteCount == 0)
            #expect(try await world.bytes(of: object).isEmpty)
        }
    }

    @Test func `Many at once, equal and different, all arrive`() async throws {
        try await withBlobs { world in
            let objects = try await withThrowingTaskGroup(of: (Int, StoredObject).self) { group in
                for number in 0..<64 { group.addTask { (number, try await world.put("text \(number % 8)")) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(try world.files().count == 8)
            for (number, object) in objects { #expect(try await world.text(of: object) == "text \(number % 8)") }
        }
    }
}
