import Backups
import Blobs
import DataStore
import Foundation
import Primitives
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct RestoreTests {
    @Test func `A folder that is not empty is left as it is`() async throws {
        try await withBackups { world in
            try await world.backUp()
            try FileManager.default.createDirectory(atPath: world.restoredPath, withIntermediateDirectories: true)
            try Data("mine".utf8).write(to: URL(filePath: world.restoredPath + "/mine"))
            #expect(await refusal { try world.restore() } == .occupied)
            #expect(try FileManager.default.contentsOfDirectory(atPath: world.restoredPath) == ["mine"])
        }
    }

    @Test func `A place too deep for a database is refused before anything is written`() async throws {
        try await withBackups { world in
            try await world.backUp()
            let vault = try world.vault()
            let deep = world.restoredPath + String(repeating: "/deeper", count: 70)
            #expect(
                await refusal {
                    _ = try Restore(try vault.chosen(), of: vault, migrations: [], corrections: []).run(to: deep)
                } == .place)
            #expect(!FileManager.default.fileExists(atPath: world.restoredPath))
        }
    }

    @Test func `A backup of a newer version is refused with the version that can restore it`() async throws {
        try await withBackups { world in
            try await world.backUp()
            let vault = try world.vault()
            do {
                _ = try Restore(try vault.chosen(), of: vault, migrations: [], corrections: []).run(to: world.restoredPath)
                Issue.record("it was restored")
            } catch let error as BackupError {
                #expect(error.code == .unknown)
                #expect(error.message.contains("1.0.0"))
            }
            #expect(!FileManager.default.fileExists(atPath: world.restoredPath))
        }
    }

    @Test func `A backup that is not there is named`() async throws {
        try await withBackups { world in
            #expect(await refusal { try world.restore() } == .gone)
            try await world.backUp()
            #expect(await refusal { try world.restore(backup: "20300131T120000000Z-0a1b2c3d") } == .missing)
            #expect(await refusal { try world.restore(backup: "../../etc/passwd") } == .missing)
        }
    }

    @Test func `Of several the one that is named comes back`() async throws {
        try await withBackups { world in
            let first = try await world.backUp()
            try await world.store.write { tx in _ = try tx.execute("INSERT INTO note (text) VALUES ('third')") }
            try await world.backUp()
            try world.restore(backup: first.manifest.name.description)
            try await world.expectRestored(notes: 2)
            try FileManager.default.removeItem(atPath: world.restoredPath)
            try world.restore()
            try await world.expectRestored(notes: 3)
        }
    }

    @Test func `An empty folder is filled, and what a dead restore left is cleared`() async throws {
        try await withBackups { world in
            try await world.backUp()
            try FileManager.default.createDirectory(atPath: world.restoredPath, withIntermediateDirectories: true)
            try FileManager.default.createDirectory(
                atPath: world.restoredPath + ".restoring/blobs", withIntermediateDirectories: true)
            try Data("half".utf8).write(to: URL(filePath: world.restoredPath + ".restoring/uprising.sqlite"))
            try world.restore()
            try await world.expectRestored()
        }
    }

    @Test func `What a clock made that was ahead is chosen when there is nothing else`() async throws {
        try await withBackups { world in
            let now = world.clock.now + .days(2)
            let good = try await world.backUp()
            world.clock.advance(by: .days(20_000))
            let strange = try await world.backUp()
            #expect(try world.vault().chosen(at: now).name == good.manifest.name)
            #expect(try world.vault().chosen(at: world.clock.now).name == strange.manifest.name)
            #expect(try world.vault().chosen(at: Timestamp(seconds: 5)).name == strange.manifest.name)
        }
    }
}
