import Blobs
import DataStore
import FoundationEssentials
import Glibc
import Primitives
import Synchronization
import TestSupport
import Testing

/// `kill -9` at every step of what is done with files: of an upload whole or in parts, before and after each commit, and when a sweep has
/// removed a file.
///
/// Another process works and kills itself; this one opens what it left.
@Suite(.timeLimit(.minutes(10))) struct CrashTests {
    /// The points of the whole scenario; a test holds the number.
    static let pointCount = 80

    @Test(arguments: 1...pointCount)
    func `Rows and files agree afterwards, and what was acknowledged reads back`(point: Int) async throws {
        try await withFolder { folder in
            await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String, point = point as Int] in
                try await CrashScenario(folder: folder, killAt: point).run()
            }
            let after = try CrashScenario(folder: folder, killAt: nil)
            let (state, acknowledged) = (try await after.state(), try after.acknowledged())
            let states = CrashScenario.states
            #expect(state == states[acknowledged] || acknowledged + 1 < states.count && state == states[acknowledged + 1])
            _ = try await after.blobs.sweep()
            let verification = try await after.blobs.verify()
            #expect(verification.faultCount == 0, "\(verification.faults)")
            #expect(try after.temporaries().isEmpty)
            #expect(try await after.state() == state)
            let resumed = try await after.resume(acknowledged: acknowledged)
            #expect(try await after.state() == state.merging(resumed) { $1 })
            #expect(try await after.blobs.verify().faultCount == 0)
            #expect(try after.partials().isEmpty)
            try after.close()
        }
    }

    @Test func `The scenario has as many points as it is killed at, and ends as it should`() async throws {
        try await withFolder { folder in
            let whole = try CrashScenario(folder: folder, killAt: nil)
            try await whole.run()
            #expect(whole.points == Self.pointCount)
            #expect(try await whole.state() == CrashScenario.states.last)
            #expect(try whole.acknowledged() == CrashScenario.states.count - 1)
            try whole.close()
        }
    }
}

/// A handful of acts on one bucket, each of which is noted in a file once it is acknowledged.
struct CrashScenario: Sendable {
    private enum Act: Sendable {
        case put(String, String)
        case replace(String, String)
        case copy(String, String)
        case move(String, String)
        case moveOnto(String, String)
        case remove(String)
        /// Begins an upload in parts.
        case begin(String)
        /// Sends all up to a byte of what ``wholes`` has for the key.
        case part(String, to: Int)
        case giveUp(String)
        /// Leaves files of uploads that never ended.
        case leave
        /// Empties the trash and sweeps.
        case clean
    }

    private static let acts: [Act] = [
        .put("a", "one"), .put("f/b", "two"), .replace("a", "three"), .copy("f/b", "c"), .move("f/b", "g/b"), .remove("a"), .clean,
        .put("a", "one"), .moveOnto("c", "a"), .remove("g/b"), .clean,
        .begin("parts"), .part("parts", to: 4), .begin("given up"), .part("given up", to: 2), .part("parts", to: 8), .giveUp("given up"),
        .leave, .clean,
    ]

    private static let wholes = ["parts": "fourfive", "given up": "gone"]

    /// What the keys stand for after each number of acts.
    static let states: [[String: String]] = acts.reduce(into: [[:]]) { states, act in
        var state = states[states.count - 1]
        switch act {
        case .put(let key, let text), .replace(let key, let text): state[key] = text
        case .copy(let key, let newKey): state[newKey] = state[key]
        case .move(let key, let newKey):
            state[newKey] = state[key]
            state[key] = nil
        case .moveOnto(let key, let newKey):
            state[newKey] = state[key]
            state[key] = nil
        case .remove(let key): state[key] = nil
        case .part(let key, let end):
            if let whole = wholes[key], end == whole.utf8.count { state[key] = whole }
        case .begin, .giveUp, .leave, .clean: break
        }
        states.append(state)
    }

    private final class Fuse: Sendable {
        let killAt: Int?
        private let count = Atomic(0)

        var points: Int { count.load(ordering: .relaxed) }

        init(killAt: Int?) { self.killAt = killAt }

        func burn() {
            if count.add(1, ordering: .relaxed).newValue == killAt { kill(getpid(), SIGKILL) }
        }
    }

    let blobs: BlobStore
    private let store: Store
    private let buckets: Buckets
    private let space: ID<BlobSpace>
    private let folder: String
    private let fuse: Fuse

    var points: Int { fuse.points }

    init(folder: String, killAt: Int?) throws {
        let tenants = Migration(
            "test/001",
            """
            CREATE TABLE workspace (id TEXT PRIMARY KEY) {strict};
            INSERT INTO workspace VALUES ('00000000-0000-7000-8000-000000000001');
            """)
        let fuse = Fuse(killAt: killAt)
        self.fuse = fuse
        self.folder = folder
        store = try Store(path: folder + "/test.sqlite", migrations: [tenants] + BlobSchema.migrations)
        let hooks = BlobHooks(
            reached: { _ in fuse.burn() }, partReached: { _ in fuse.burn() }, removed: { fuse.burn() },
            changing: { tx in
                fuse.burn()
                tx.afterCommit { fuse.burn() }
            })
        blobs = try BlobStore(path: folder + "/blobs", store: store, hooks: hooks)
        buckets = Buckets(store: store, blobs: blobs)
        space = try #require(ID("00000000-0000-7000-8000-000000000001"))
    }

    func run() async throws {
        let bucket = try await buckets.create(#require(BucketName("b")), in: space)
        for (number, act) in Self.acts.enumerated() {
            try await perform(act, in: bucket)
            try Data("\(number + 1)".utf8).write(to: URL(filePath: folder + "/acknowledged"))
        }
    }

    private func perform(_ act: Act, in bucket: Bucket) async throws {
        switch act {
        case .put(let key, let text): try await put(key, text, in: bucket, .refuse)
        case .replace(let key, let text): try await put(key, text, in: bucket, .replace)
        case .copy(let key, let newKey):
            _ = try await buckets.copy(
                #require(ObjectKey(key)), in: bucket, to: #require(ObjectKey(newKey)), in: bucket, owner: nil, .refuse)
        case .move(let key, let newKey):
            _ = try await buckets.move(#require(ObjectKey(key)), in: bucket, to: #require(ObjectKey(newKey)), in: bucket)
        case .moveOnto(let key, let newKey):
            _ = try await buckets.move(#require(ObjectKey(key)), in: bucket, to: #require(ObjectKey(newKey)), in: bucket, .replace)
        case .remove(let key): _ = try await buckets.remove([#require(ObjectKey(key))], in: bucket)
        case .begin(let key):
            let whole = try #require(Self.wholes[key])
            _ = try await buckets.begin(
                NewObject(key: #require(ObjectKey(key)), contentType: "text/plain"), byteCount: Int64(whole.utf8.count), into: bucket,
                .refuse)
        case .part(let key, let end): try await extend(#require(try await upload(of: key)), to: end)
        case .giveUp(let key): try await buckets.end(#require(try await upload(of: key)).id)
        case .leave:
            for path in ["tmp/left", "partial/\(ID<ResumableUpload>())"] {
                try Data("x".utf8).write(to: URL(filePath: "\(folder)/blobs/\(path)"))
            }
        case .clean:
            try await buckets.emptyTrash(of: space)
            _ = try await blobs.sweep()
        }
    }

    private func put(_ key: String, _ text: String, in bucket: Bucket, _ conflict: Buckets.Conflict) async throws {
        let staged = try await blobs.stage(in: space, limit: 100) { try await $0.pour(text.utf8) }
        _ = try await buckets.put(
            staged, as: NewObject(key: #require(ObjectKey(key)), contentType: "text/plain"), into: bucket, conflict)
    }

    private func upload(of key: String) async throws -> ResumableUpload? {
        let id: ID<ResumableUpload>? = try await store.read { try $0.value("SELECT id FROM resumable_upload WHERE key = ?", [key]) }
        guard let id else { return nil }
        return try await buckets.upload(id)
    }

    private func extend(_ upload: ResumableUpload, to end: Int) async throws {
        let bytes = Array(try #require(Self.wholes[upload.object.key.description]).utf8)[Int(upload.receivedCount)..<end]
        _ = try await buckets.extend(upload.id, at: upload.receivedCount) { try await $0.pour(bytes) }
    }

    /// Goes on with the uploads that are open, from where the node says that they are; answers what they became.
    func resume(acknowledged: Int) async throws -> [String: String] {
        var finished: [String: String] = [:]
        for (key, whole) in Self.wholes {
            guard let upload = try await upload(of: key), !upload.isFinished else { continue }
            let parts = Self.acts.prefix(acknowledged).compactMap { if case .part(key, let end) = $0 { end } else { nil } }
            #expect(upload.receivedCount >= parts.max() ?? 0)
            try await extend(upload, to: whole.utf8.count)
            finished[key] = whole
        }
        return finished
    }

    /// What every key stands for, read back.
    func state() async throws -> [String: String] {
        guard let bucket = try await buckets.all(in: space).first else { return [:] }
        var state: [String: String] = [:]
        for entry in try await buckets.page(of: bucket, prefix: "", isOneLevel: false, after: nil, limit: 100).items {
            guard case .object(let object) = entry else { continue }
            var bytes: [UInt8] = []
            for try await chunk in try await blobs.open(object.version).chunks() { bytes += chunk }
            state[object.key.description] = String(decoding: bytes, as: UTF8.self)
        }
        return state
    }

    func acknowledged() throws -> Int {
        let path = folder + "/acknowledged"
        guard FileManager.default.fileExists(atPath: path) else { return 0 }
        return Int(String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)) ?? 0
    }

    func partials() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder + "/blobs/partial") }

    func temporaries() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder + "/blobs/tmp") }

    func close() throws { try store.close() }
}
