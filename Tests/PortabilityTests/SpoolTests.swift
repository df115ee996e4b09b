import Foundation
import TestSupport
import Testing

@testable import Portability

struct SpoolTests {
    @Test func `What waits comes back in order, and nothing is left beside the export`() async throws {
        try await withFolder { folder in
            let spool = try Spool(besides: folder + "/export.part")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
            // More than is gathered, twice; the second time without the first.
            for round in 0..<2 {
                let lines = (0..<50_000).map { "\(round) \($0)\n" }
                for line in lines { try spool.append(line.utf8) }
                var back: [UInt8] = []
                try spool.drain { back += $0 }
                #expect(String(decoding: back, as: UTF8.self) == lines.joined())
            }
            try spool.drain { _ in Issue.record("it holds nothing any more") }
        }
    }

    @Test func `A file that a dead export left is taken away`() async throws {
        try await withFolder { folder in
            #expect(FileManager.default.createFile(atPath: folder + "/export.part.spool", contents: Data("old".utf8)))
            let spool = try Spool(besides: folder + "/export.part")
            try spool.drain { _ in Issue.record("it holds what another left") }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }
}
