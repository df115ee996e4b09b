import Blobs
import DataStore
import FoundationEssentials
import Primitives
import TestSupport
import Testing

@Suite struct ScrubTests {
    private func path(of object: StoredObject, in world: BucketWorld) throws -> String {
        let hash = object.hash.description
        return "\(world.blobs.path)/\(world.blobs.workspace)/\(hash.prefix(2))/\(hash)"
    }

    @Test func `A file that is changed, cut or removed behind the node's back is found and named`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let objects = try await [
                world.put("f/changed", "first", in: bucket), world.put("cut", "second", in: bucket), world.put("gone", "third", in: bucket),
            ]
            try await world.put("whole", "fourth", in: bucket)
            let paths = try objects.map { try path(of: $0.version, in: world) }
            try Data("FIRST".utf8).write(to: URL(filePath: paths[0]))
            try Data("sec".utf8).write(to: URL(filePath: paths[1]))
            try FileManager.default.removeItem(atPath: paths[2])
            let report = try await world.blobs.blobs.scrub(after: nil, byteLimit: .max, bytesPerSecond: 1_000) { _ in }
            #expect(report.next == nil && report.fileCount == 4)
            let found = Dictionary(uniqueKeysWithValues: report.damaged.map { ($0.names, $0.fault) })
            #expect(found == [["b/f/changed"]: .changed, ["b/cut"]: .wrongLength, ["b/gone"]: .missing])
            #expect(try await world.blobs.blobs.verify().faultCount == 3)
            #expect(try await blobErrorCode { _ = try await world.text("gone", in: bucket) } == .missing)
        }
    }

    @Test func `What is marked is told once, and no more when the file is whole again`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let object = try await world.put("a", "bytes", in: bucket)
            let blobs = world.blobs.blobs
            try Data("BYTES".utf8).write(to: URL(filePath: path(of: object.version, in: world)))
            let report = try await blobs.scrub(after: nil, byteLimit: .max, bytesPerSecond: 1_000) { _ in }
            #expect(try await world.store.write { try blobs.mark(report.damaged, in: $0) } == report.damaged)
            #expect(try await world.store.write { try blobs.mark(report.damaged, in: $0) }.isEmpty)
            try await blobs.reviewMarked()
            #expect(try await blobs.damagedCount() == 1)
            // Storing the bytes anew mends every object that is made of them.
            try await world.put("b", "bytes", in: bucket)
            try await blobs.reviewMarked()
            #expect(try await blobs.damagedCount() == 0)
            #expect(try await world.text("a", in: bucket) == "bytes")
        }
    }

    @Test func `It reads at the rate that it is given, in stretches that go on where the last one ended`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            for number in 0..<5 { try await world.put("\(number)", String(repeating: "\(number)", count: 100), in: bucket) }
            let pauses = Recorder<Duration>()
            var (place, stretches, files): (ScrubPlace?, Int, Int) = (nil, 0, 0)
            repeat {
                let report = try await world.blobs.blobs.scrub(after: place, byteLimit: 200, bytesPerSecond: 1_000) { pauses.record($0) }
                place = report.next
                stretches += 1
                files += report.fileCount
            } while place != nil
            #expect(files == 5 && stretches == 3)
            #expect(pauses.all.reduce(.zero, +) == .milliseconds(500))
        }
    }
}
