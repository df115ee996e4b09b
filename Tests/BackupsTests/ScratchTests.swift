import Foundation
import Glibc
import TestSupport
import Testing

@testable import Backups

@Suite struct ScratchTests {
    @Test func `Scratch is gone at the end, with files that are taken away in parts and those of others before it`() async throws {
        try await withFolder { folder in
            let path = folder + "/scratch"
            try FileManager.default.createDirectory(atPath: path + "/left", withIntermediateDirectories: true)
            try Data(count: 10).write(to: URL(filePath: path + "/left/behind"))
            try await Scratch.with(path) { scratch in
                #expect(try FileManager.default.contentsOfDirectory(atPath: path).isEmpty)
                try Data("a database".utf8).write(to: URL(filePath: scratch.database))
                // A hole: as large as a large file, and nothing on the disk.
                #expect(truncate(scratch.database, 100 << 20) == 0)
            }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }
}
