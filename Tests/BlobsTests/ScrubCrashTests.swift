import Blobs
import DataStore
import FoundationEssentials
import Glibc
import Primitives
import Synchronization
import TestSupport
import Testing

/// `kill -9` before and after each commit of what a scrub finds and of what it finds mended.
@Suite(.timeLimit(.minutes(2))) struct ScrubCrashTests {
    @Test(arguments: 1...4) func `What is damaged is marked afterwards, once, and what is whole is not`(point: Int) async throws {
        try await withFolder { folder in
            await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String, point = point as Int] in
                try await ScrubScenario(folder: folder, killAt: point).run()
            }
            let after = try ScrubScenario(folder: folder, killAt: nil)
            let isWhole = try await after.blobs.verify().faultCount == 0
            #expect(isWhole == (point > 2))
            try await after.scrub()
            try await after.scrub()
            try await after.blobs.reviewMarked()
            #expect(try await after.blobs.damagedCount() == (isWhole ? 0 : 1))
            try after.store.close()
        }
    }

    @Test func `The scenario has four commits, and ends with nothing marked`() async throws {
        try await withFolder { folder in
            let whole = try ScrubScenario(folder: folder, killAt: nil)
            try await whole.run()
            #expect(whole.points == 4)
            #expect(try await whole.blobs.damagedCount() == 0)
            try whole.store.close()
        }
    }
}

/// A file rots, is found, is stored again and found to be whole.
private struct ScrubScenario: Sendable {
    private final class Fuse: Sendable {
        let isLit = Atomic(false)
        let count = Atomic(0)
        let killAt: Int?

        init(killAt: Int?) { self.killAt = killAt }

        func burn() {
            guard isLit.load(ordering: .relaxed) else { return }
            if count.add(1, ordering: .relaxed).newValue == killAt { kill(getpid(), SIGKILL) }
        }
    }

    let store: Store
    let blobs: BlobStore
    private let buckets: Buckets
    private let path: String
    private let fuse: Fuse

    var points: Int { fuse.count.load(ordering: .relaxed) }

    init(folder: String, killAt: Int?) throws {
        let tenants = Migration(
            "test/001",
            """
            CREATE TABLE workspace (id TEXT PRIMARY KEY) {strict};
            INSERT INTO workspace VALUES ('00000000-0000-7000-8000-000000000001');
            """)
        let fuse = Fuse(killAt: killAt)
        self.fuse = fuse
        path = folder + "/blobs"
        store = try Store(path: folder + "/test.sqlite", migrations: [tenants] + BlobSchema.migrations)
        let hooks = BlobHooks(changing: { tx in
            fuse.burn()
            tx.afterCommit { fuse.burn() }
        })
        blobs = try BlobStore(path: path, store: store, hooks: hooks)
        buckets = Buckets(store: store, blobs: blobs)
    }

    func run() async throws {
        let bucket = try await buckets.create(#require(BucketName("b")), in: #require(ID("00000000-0000-7000-8000-000000000001")))
        try await put("a", in: bucket)
        let file = try #require(try BlobWorld.files(in: path).first)
        try Data("PRECIOUS".utf8).write(to: URL(filePath: "\(path)/\(file)"))
        try await watched { try await scrub() }
        try await put("b", in: bucket)
        try await watched { try await blobs.reviewMarked() }
    }

    func scrub() async throws {
        let report = try await blobs.scrub(after: nil, byteLimit: .max, bytesPerSecond: 1 << 30) { _ in }
        try await store.write { [blobs] tx in _ = try blobs.mark(report.damaged, in: tx) }
    }

    private func watched(_ body: () async throws -> Void) async throws {
        fuse.isLit.store(true, ordering: .relaxed)
        try await body()
        fuse.isLit.store(false, ordering: .relaxed)
    }

    private func put(_ key: String, in bucket: Bucket) async throws {
        let staged = try await blobs.stage(in: bucket.space, limit: 100) { try await $0.pour("precious".utf8) }
        _ = try await buckets.put(staged, as: NewObject(key: #require(ObjectKey(key)), contentType: "text/plain"), into: bucket, .refuse)
    }
}
