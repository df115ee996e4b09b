import Backups
import Blobs
import DataStore
import Foundation
import Primitives
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct BackupTests {
    @Test func `A folder that is not there is refused, and none is made`() async throws {
        try await withBackups { world in
            try FileManager.default.removeItem(atPath: world.targetPath)
            #expect(await refusal { try await world.backUp() } == .gone)
            #expect(!FileManager.default.fileExists(atPath: world.targetPath))
        }
    }

    @Test func `A folder with other things in it is refused`() async throws {
        try await withBackups { world in
            try Data().write(to: URL(filePath: world.targetPath + "/holiday.jpg"))
            #expect(await refusal { try await world.backUp() } == .occupied)
        }
    }

    @Test func `A key that is missing, wrong or not wanted is refused`() async throws {
        try await withBackups { world in
            try await world.backUp(BackupWorld.passphrase)
            #expect(await refusal { try await world.backUp() } == .key)
            #expect(await refusal { try await world.backUp(Secret("something else")) } == .key)
            #expect(await refusal { try world.restore(Secret("something else")) } == .key)
        }
        try await withBackups { world in
            try await world.backUp()
            #expect(await refusal { try await world.backUp(BackupWorld.passphrase) } == .key)
        }
    }

    @Test func `Backups of another profile are left alone`() async throws {
        try await withBackups { world in
            try await world.backUp()
            #expect(
                await refusal {
                    _ = try Vault.openOrBegin(try FolderTarget(path: world.targetPath), passphrase: nil, profile: "production")
                } == .unknown)
        }
    }

    @Test func `A second one at the same time is refused`() async throws {
        try await withBackups { world in
            let held = try world.vault()
            #expect(await refusal { try await world.backUp() } == .busy)
            withExtendedLifetime(held) {}
        }
    }

    @Test(arguments: [false, true]) func `What is restored is what was there, with another epoch`(isEncrypted: Bool) async throws {
        let key = isEncrypted ? BackupWorld.passphrase : nil
        try await withBackups { world in
            let made = try await world.backUp(key)
            #expect(made.manifest.fileCount == 2)
            #expect(made.manifest.rowCounts["note"] == 2)
            #expect(made.missing == [])
            #expect(try world.restore(key).hasSecret)
            try await world.expectRestored()
            #expect(!FileManager.default.fileExists(atPath: world.folder.path + "/backup"))
        }
    }

    @Test func `Nothing of an encrypted backup can be read`() async throws {
        try await withBackups { world in
            let object = try await world.put("a word like rhinoceros")
            try await world.backUp(BackupWorld.passphrase)
            for name in try world.targetFiles() {
                let bytes = try Data(contentsOf: URL(filePath: "\(world.targetPath)/\(name)"))
                #expect(bytes.range(of: Data("rhinoceros".utf8)) == nil)
                #expect(!name.contains(object.hash.description))
            }
        }
    }

    @Test func `The next one writes what is new and nothing else`() async throws {
        try await withBackups { world in
            let first = try await world.backUp()
            let before = Set(try world.targetFiles())
            try await world.put("one more")
            let second = try await world.backUp()
            #expect(second.copiedByteCount < first.copiedByteCount)
            // The database, the list, the file, the manifest.
            #expect(Set(try world.targetFiles()).subtracting(before).count == 4)
            #expect(try world.vault().backups().count == 2)
        }
    }

    @Test func `A file that is damaged or gone at the node is named, and the others are safe`() async throws {
        try await withBackups { world in
            let object = try await world.put("will rot")
            let path = "\(world.folder.blobsPath)/\(world.workspace)/\(object.hash.description.prefix(2))/\(object.hash)"
            try Data("will ROT".utf8).write(to: URL(filePath: path))
            let made = try await world.backUp()
            #expect(made.manifest.missingFileCount == 1)
            #expect(made.missing.first?.contains(path) == true)
            try world.restore()
            let report = try await Drill(of: try world.vault(), scratch: world.root + "/drill").run()
            #expect(report.faults == [])
        }
    }

    @Test func `It is the state of one moment, whatever is written meanwhile`() async throws {
        try await withBackups { world in
            try await withThrowingTaskGroup { group in
                group.addTask { [store = world.store] in
                    while !Task.isCancelled {
                        try await store.write { tx in
                            for text in ["left", "right"] { try tx.execute("INSERT INTO note (text) VALUES (?)", [text]) }
                        }
                    }
                }
                for _ in 1...5 { try await world.backUp() }
                group.cancelAll()
                try await group.waitForAll()
            }
            try world.restore()
            let file = try DatabaseFile(path: world.restoredPath + "/uprising.sqlite")
            let counts = try file.read { tx in
                try ["left", "right"].map { try tx.value("SELECT count(*) FROM note WHERE text = ?", [$0], as: Int64.self) }
            }
            #expect(counts[0] == counts[1])
            #expect(try file.integrityFaults() == [])
            try file.close()
        }
    }

    @Test func `What the rule lets go is gone with its objects, and the rest is whole`() async throws {
        try await withBackups { world in
            for number in 1...5 {
                try await world.store.write { tx in _ = try tx.execute("INSERT INTO note (text) VALUES (?)", ["\(number)"]) }
                try await world.backUp(keep: RetentionRule(days: 2))
            }
            let vault = try world.vault()
            #expect(try vault.backups().count == 2)
            let found = try VaultCheck(of: vault).run()
            #expect(found.faults == [])
            #expect(try world.targetFiles().count { $0.hasPrefix("objects/") } == found.objectCount)
        }
    }

    @Test func `While a manifest can't be read no object is removed`() async throws {
        try await withBackups { world in
            try await world.backUp(keep: RetentionRule(days: 2))
            let broken = try #require(try world.targetFiles().first { $0.hasPrefix("manifests/") })
            try flip(bitOf: "\(world.targetPath)/\(broken)")
            let objects = try world.targetFiles().filter { $0.hasPrefix("objects/") }
            try await world.store.write { tx in _ = try tx.execute("DELETE FROM note") }
            let second = try await world.backUp(keep: RetentionRule(days: 2))
            #expect(second.sweepFault?.contains(broken) == true)
            #expect(try Set(world.targetFiles()).isSuperset(of: objects))
        }
    }

    @Test func `A clock in 1970 lets nothing go that is good`() async throws {
        try await withBackups { world in
            let good = try await world.backUp(keep: RetentionRule(days: 1))
            let early = try await Backup(
                into: try world.vault(), of: BackupSource(world.store, in: world.folder), node: world.node, keep: RetentionRule(days: 1),
                clock: ManualClock(Timestamp(seconds: 5)).wallClock
            ).run()
            #expect(try world.vault().backups() == [early.manifest.name, good.manifest.name])
        }
    }
}

/// Changes one bit in the middle of a file.
func flip(bitOf path: String) throws {
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes[bytes.count / 2] ^= 4
    try bytes.write(to: URL(filePath: path))
}
