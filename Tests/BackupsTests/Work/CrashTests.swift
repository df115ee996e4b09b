import Backups
import DataStore
import Foundation
import Glibc
import Primitives
import Synchronization
import TestSupport
import Testing

/// `kill -9` in every phase of a backup and of a restore: before and after each change of the target, and at each step.
///
/// Another process does the work and kills itself; this one opens what it left.
@Suite(.timeLimit(.minutes(10))) struct CrashTests {
    /// What a second backup of the scenario changes in its target and tells; a test holds the number.
    static let backupPoints = 20
    static let restorePoints = 7

    @Test(arguments: 1...backupPoints)
    func `A backup that is killed leaves those before it whole, and the next one succeeds`(
        point: Int
    ) async throws {
        try await withFolder { root in
            await #expect(processExitsWith: .signal(SIGKILL)) { [root = root as String, point = point as Int] in
                let scenario = try CrashScenario(root: root)
                try await scenario.prepare()
                try await scenario.backUp(killAt: point)
            }
            let after = try CrashScenario(root: root)
            #expect(try VaultCheck(of: try after.world.vault()).run().faults == [])
            try after.world.restore()
            try await after.world.expectRestored(notes: 3)
            try await after.world.backUp()
            let found = try VaultCheck(of: try after.world.vault()).run()
            #expect(found.faults == [])
            // Nothing is left over, neither drafts nor objects that no backup has.
            let files = try after.world.targetFiles()
            #expect(files.count { $0.hasPrefix("objects/") } == found.objectCount)
            #expect(!files.contains { $0.hasPrefix("tmp/") })
            #expect(!FileManager.default.fileExists(atPath: after.world.folder.path + "/backup"))
            try after.world.store.close()
        }
    }

    @Test(arguments: 1...restorePoints)
    func `A restore that is killed leaves nothing or all of it, and the next one succeeds`(
        point: Int
    ) async throws {
        try await withFolder { root in
            await #expect(processExitsWith: .signal(SIGKILL)) { [root = root as String, point = point as Int] in
                let scenario = try CrashScenario(root: root)
                try await scenario.prepare()
                try scenario.restore(killAt: point)
            }
            let after = try CrashScenario(root: root)
            let isThere = FileManager.default.fileExists(atPath: after.world.restoredPath)
            #expect(isThere == (point == Self.restorePoints))
            if !isThere { try after.world.restore() }
            try await after.world.expectRestored(notes: 3)
            try after.world.store.close()
        }
    }

    @Test func `The scenario has as many points as it is killed at`() async throws {
        try await withFolder { root in
            let scenario = try CrashScenario(root: root)
            try await scenario.prepare()
            try await scenario.backUp(killAt: nil)
            #expect(scenario.points == Self.backupPoints)
            try scenario.world.store.close()
        }
        try await withFolder { root in
            let scenario = try CrashScenario(root: root)
            try await scenario.prepare()
            try scenario.restore(killAt: nil)
            #expect(scenario.points == Self.restorePoints)
            try scenario.world.store.close()
        }
    }
}

/// A node with one backup, a note more than that has, and a rule by which the first backup goes when the second is there.
private final class CrashScenario: Sendable {
    private final class Fuse: Sendable {
        let count = Atomic(0)
        let killAt: Int?

        init(killAt: Int?) { self.killAt = killAt }

        func burn() {
            if count.add(1, ordering: .relaxed).newValue == killAt { kill(getpid(), SIGKILL) }
        }
    }

    /// Burns the fuse before and after each change.
    private struct FusedTarget: BackupTarget {
        let target: FolderTarget
        let fuse: Fuse

        var place: String { target.place }
        func claim() throws -> any Sendable { try target.claim() }
        func names(in folder: String) throws -> [String] { try target.names(in: folder) }
        func byteCount(of name: String) throws -> Int64? { try target.byteCount(of: name) }
        func read(_ name: String, _ part: ([UInt8]) throws -> Void) throws { try target.read(name, part) }

        func write(_ name: String, _ fill: (@escaping ([UInt8]) throws -> Void) throws -> Void) throws {
            fuse.burn()
            try target.write(name) { append in
                try fill(append)
                fuse.burn()
            }
            fuse.burn()
        }

        func settle() throws {
            try target.settle()
            fuse.burn()
        }

        func remove(_ name: String) throws {
            try target.remove(name)
            fuse.burn()
        }
    }

    let world: BackupWorld
    private let fuses = Mutex<[Fuse]>([])

    var points: Int { fuses.withLock { $0.last?.count.load(ordering: .relaxed) ?? 0 } }

    init(root: String) throws { world = try BackupWorld(in: root) }

    func prepare() async throws {
        try await world.fill()
        try await world.store.write { tx in _ = try tx.execute("INSERT INTO note (text) VALUES ('third')") }
        try await world.backUp()
    }

    func backUp(killAt point: Int?) async throws {
        let fuse = Fuse(killAt: point)
        fuses.withLock { $0.append(fuse) }
        try await world.store.write { tx in _ = try tx.execute("UPDATE note SET text = text || ' changed'") }
        world.clock.advance(by: .days(1))
        try await world.backUp(
            keep: RetentionRule(days: 1), target: FusedTarget(target: try FolderTarget(path: world.targetPath), fuse: fuse)
        ) { _ in fuse.burn() }
    }

    func restore(killAt point: Int?) throws {
        let fuse = Fuse(killAt: point)
        fuses.withLock { $0.append(fuse) }
        try world.restore { _ in fuse.burn() }
    }
}
