import Backups
import DataStore
import Foundation
import Primitives
import Synchronization
import TestSupport
import Testing

/// A target that takes no more bytes, or goes away, at each of its calls.
@Suite(.timeLimit(.minutes(5))) struct FullTargetTests {
    private final class FailingTarget: BackupTarget {
        let target: FolderTarget
        let failAt: Int
        let code: BackupError.Code
        let calls = Atomic(0)

        init(_ target: FolderTarget, failAt: Int, code: BackupError.Code) {
            self.target = target
            self.failAt = failAt
            self.code = code
        }

        var place: String { target.place }
        func claim() throws -> any Sendable { try target.claim() }
        func names(in folder: String) throws -> [String] { try target.names(in: folder) }
        func byteCount(of name: String) throws -> Int64? { try target.byteCount(of: name) }
        func read(_ name: String, _ part: ([UInt8]) throws -> Void) throws { try target.read(name, part) }

        func write(_ name: String, _ fill: (@escaping ([UInt8]) throws -> Void) throws -> Void) throws {
            try target.write(name) { append in
                try fill(append)
                try fail()
            }
        }

        func settle() throws {
            try fail()
            try target.settle()
        }

        func remove(_ name: String) throws { try target.remove(name) }

        private func fail() throws {
            if calls.add(1, ordering: .relaxed).newValue == failAt { throw BackupError(code, "as the test wants it") }
        }
    }

    @Test(arguments: 1...4, [BackupError.Code.full, .gone, .inputOutput])
    func `A backup that is refused leaves those before it whole, and the next one succeeds`(call: Int, code: BackupError.Code) async throws
    {
        try await withBackups { world in
            try await world.backUp()
            try await world.store.write { tx in _ = try tx.execute("UPDATE note SET text = 'new'") }
            let target = FailingTarget(try FolderTarget(path: world.targetPath), failAt: call, code: code)
            #expect(await refusal { try await world.backUp(target: target) } == code)
            #expect(try VaultCheck(of: try world.vault()).run().faults == [])
            #expect(try !world.targetFiles().contains { $0.hasPrefix("tmp/") })
            #expect(!FileManager.default.fileExists(atPath: world.folder.path + "/backup"))
            try world.restore()
            try await world.expectRestored()
            try await world.backUp()
            #expect(try VaultCheck(of: try world.vault()).run().faults == [])
        }
    }

    @Test func `A folder that goes away meanwhile is told so`() async throws {
        try await withBackups { world in
            let moved = Mutex(false)
            #expect(
                await refusal {
                    try await world.backUp { step in
                        guard step == .databaseCopied, !moved.withLock({ $0 }) else { return }
                        moved.withLock { $0 = true }
                        try FileManager.default.moveItem(atPath: world.targetPath, toPath: world.root + "/elsewhere")
                    }
                } == .gone)
        }
    }
}
