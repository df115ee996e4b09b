import Blobs
import DataStore
import FoundationEssentials
import Primitives
import Synchronization
import TestSupport
import Testing

@Suite struct BlobSweepTests {
    /// What the disk holds at a step is what a process that dies there leaves behind.
    @Test(arguments: BlobHooks.Step.allCases)
    func `Dying at any step before the row leaves nothing after the sweep, and spares what is referred to`(
        step: BlobHooks.Step
    ) async throws {
        try await withFolder { folder in
            let world = Mutex<BlobWorld?>(nil)
            let snapshot = folder + "/snapshot"
            let hooks = BlobHooks(reached: { reached in
                guard reached == step, let world = world.withLock({ $0 }) else { return }
                do {
                    try FileManager.default.copyItem(atPath: world.path, toPath: snapshot)
                } catch {
                    Issue.record(error)
                }
            })
            try await withBlobs(hooks: hooks) { inner in
                let kept = try await inner.put("kept")
                world.withLock { $0 = inner }
                _ = try await inner.blobs.stage(Array("dies".utf8), in: inner.workspace, limit: 100)
                world.withLock { $0 = nil }
                #expect(try BlobWorld.files(in: snapshot).count == 2)

                let restarted = try BlobStore(path: snapshot, store: inner.store)
                let report = try await restarted.sweep()
                #expect(report.temporaries + report.unreferenced == 1)
                #expect(
                    try BlobWorld.files(in: snapshot) == [
                        "\(inner.workspace)/\(kept.hash.description.prefix(2))/\(kept.hash)"
                    ])
                let verification = try await restarted.verify()
                #expect(verification.faultCount == 0 && verification.fileCount == 1)
            }
        }
    }

    @Test func `A blob that waits for its row is left alone, and swept once it is given up`() async throws {
        try await withBlobs { world in
            var staged: StagedBlob? = try await world.blobs.stage([1, 2, 3], in: world.workspace, limit: 100)
            #expect(try await world.blobs.sweep() == SweepReport())
            #expect(try await world.blobs.verify().faultCount == 0)
            #expect(staged?.byteCount == 3)
            staged = nil
            #expect(try await world.blobs.sweep().unreferenced == 1)
            #expect(try world.files().isEmpty)
        }
    }

    @Test func `A blob that is stored again while the sweep decides survives`() async throws {
        let action = Mutex<(@Sendable () async throws -> Void)?>(nil)
        let hooks = BlobHooks(sweepRead: {
            do { try await action.withLock { $0 }?() } catch { Issue.record(error) }
        })
        try await withBlobs(hooks: hooks) { world in
            _ = try await world.blobs.stage(Array("again".utf8), in: world.workspace, limit: 100)
            #expect(try world.files().count == 1)
            let stored = Mutex<StoredObject?>(nil)
            action.withLock {
                $0 = {
                    let object = try await world.put("again")
                    stored.withLock { $0 = object }
                }
            }
            #expect(try await world.blobs.sweep().unreferenced == 0)
            let object = try #require(stored.withLock { $0 })
            #expect(try await world.text(of: object) == "again")
        }
    }

    @Test func `Sweeping beside writers never takes what they store`() async throws {
        try await withBlobs { world in
            let objects = try await withThrowingTaskGroup(of: [StoredObject].self) { group in
                for writer in 0..<4 {
                    group.addTask {
                        var objects: [StoredObject] = []
                        for number in 0..<25 { objects.append(try await world.put("\(writer % 2) \(number)")) }
                        return objects
                    }
                }
                group.addTask {
                    for _ in 0..<40 { _ = try await world.blobs.sweep() }
                    return []
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(objects.count == 100)
            #expect(try await world.blobs.verify().faultCount == 0)
        }
    }

    @Test func `Files that are not of the layout are never touched`() async throws {
        try await withBlobs { world in
            let object = try await world.put("abc")
            let leaf = "\(world.path)/\(world.workspace)/ba"
            for path in ["\(world.path)/README", "\(leaf)/notes.txt", "\(leaf)/\(String(repeating: "0", count: 64))"] {
                try Data("mine".utf8).write(to: URL(filePath: path))
            }
            try FileManager.default.createDirectory(atPath: "\(world.path)/not a workspace/ba", withIntermediateDirectories: true)
            #expect(try await world.blobs.sweep() == SweepReport())
            #expect(try world.files().count == 4)
            #expect(try await world.text(of: object) == "abc")
        }
    }

    @Test func `A check names what is missing, changed, cut and nobody's`() async throws {
        try await withBlobs { world in
            let objects = [
                try await world.put("missing"), try await world.put("changed"), try await world.put("shorter"),
                try await world.put("whole"),
            ]
            func path(_ hash: ContentHash) -> String {
                "\(world.path)/\(world.workspace)/\(hash.description.prefix(2))/\(hash)"
            }
            let paths = objects.map { path($0.hash) }
            try FileManager.default.removeItem(atPath: paths[0])
            try Data("chAnged".utf8).write(to: URL(filePath: paths[1]))
            try Data("short".utf8).write(to: URL(filePath: paths[2]))
            let orphan = try await world.blobs.stage(Array("orphan".utf8), in: world.other, limit: 100).hash
            let verification = try await world.blobs.verify()
            #expect(verification.fileCount == 4 && verification.byteCount == 5)
            #expect(
                Set(verification.faults) == [
                    .missing(objects[0].id, path: paths[0]), .changed(objects[1].id, path: paths[1]),
                    .wrongLength(objects[2].id, path: paths[2]),
                    .orphan(path: path(orphan).replacing("\(world.workspace)", with: "\(world.other)")),
                ])
        }
    }
}

struct BlobPinTests {
    @Test func `While a pin lives nothing is removed, and afterwards all that is unreferenced`() async throws {
        try await withBlobs { world in
            let object = try await world.put("gone in a moment")
            var pin: BlobPin? = world.blobs.pin()
            try await world.store.write { [blobs = world.blobs] in try blobs.detach(object.id, in: $0) }
            #expect(try await world.blobs.sweep().unreferenced == 0)
            #expect(try world.files().count == 1)
            withExtendedLifetime(pin) {}
            pin = nil
            #expect(try await world.blobs.sweep().unreferenced == 1)
        }
    }
}
