import Backups
import Foundation
import Primitives
import Testing

/// A flipped bit in each kind of file of a target, and each of them lost.
@Suite(.timeLimit(.minutes(5))) struct FlippedBitTests {
    @Test(arguments: [false, true])
    func `Whatever file is changed, it is found and named, and nothing is restored`(
        isEncrypted: Bool
    ) async throws {
        let key = isEncrypted ? BackupWorld.passphrase : nil
        try await withBackups { world in
            try await world.backUp(key)
            let files = try world.targetFiles()
            // Header, manifest, database, list, secret, two files.
            #expect(files.count == 7)
            for name in files {
                let path = "\(world.targetPath)/\(name)"
                let good = try Data(contentsOf: URL(filePath: path))
                try flip(bitOf: path)
                expectNamed(path, try faults(world, key))
                #expect(await refusal { try world.restore(key) } == .damaged)
                #expect(!FileManager.default.fileExists(atPath: world.restoredPath))
                try good.prefix(good.count - 1).write(to: URL(filePath: path))
                expectNamed(path, try faults(world, key))
                #expect(await refusal { try world.restore(key) } != nil)
                try good.write(to: URL(filePath: path))
            }
            #expect(try faults(world, key) == [])
            try world.restore(key)
            try await world.expectRestored()
        }
    }

    @Test func `A file that is lost is named before anything is put back`() async throws {
        try await withBackups { world in
            try await world.backUp()
            for name in try world.targetFiles() where name.hasPrefix("objects/") {
                let path = "\(world.targetPath)/\(name)"
                let good = try Data(contentsOf: URL(filePath: path))
                try FileManager.default.removeItem(atPath: path)
                expectNamed(path, try faults(world, nil))
                #expect(await refusal { try world.restore() } == .missing)
                #expect(!FileManager.default.fileExists(atPath: world.restoredPath + ".restoring"))
                let drill = try await Drill(of: try world.vault(), scratch: world.root + "/drill").run()
                expectNamed(path, drill.faults, unless: name)
                try good.write(to: URL(filePath: path))
            }
        }
    }

    @Test func `What was damaged and taken away is written anew by the next backup`() async throws {
        try await withBackups { world in
            try await world.backUp()
            let lost = try #require(try world.targetFiles().first { $0.hasPrefix("objects/") })
            try FileManager.default.removeItem(atPath: "\(world.targetPath)/\(lost)")
            try await world.backUp()
            #expect(try VaultCheck(of: try world.vault()).run().faults.isEmpty || !world.targetFiles().contains(lost))
        }
    }

    private func faults(_ world: BackupWorld, _ key: Secret?) throws -> [String] {
        do {
            return try VaultCheck(of: try Vault.open(try FolderTarget(path: world.targetPath), passphrase: key)).run().faults
        } catch let error as BackupError {
            return [error.message]
        }
    }

    /// The drill looks at the secret no more than at what it does not need.
    private func expectNamed(_ path: String, _ faults: [String], unless secret: String? = nil) {
        if secret != nil, faults.isEmpty { return }
        #expect(faults.contains { $0.contains(path) }, "\(path) is not named in \(faults)")
    }
}
