import FoundationEssentials
import Glibc
import Telemetry
import TestSupport
import Testing

@Suite struct LogFileTests {
    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test func `A file that can't be opened is told at once`() async throws {
        try await withFolder { folder in
            let error = #expect(throws: LogFile.Unwritable.self) { try LogFile(path: folder + "/no/node.log", byteLimit: 100, count: 2) }
            #expect(error?.description.contains("LOG_FILE: \(folder)/no/node.log can't be written") == true)
        }
    }

    @Test func `A full file is set aside, and the oldest goes`() async throws {
        try await withFolder { folder in
            let path = folder + "/node.log"
            let file = try LogFile(path: path, byteLimit: 10, count: 2)
            for line in ["first\n", "second\n", "third\n", "fourth\n"] { #expect(file.write(Array(line.utf8)) == 0) }
            #expect(try text(path) == "fourth\n")
            #expect(try text(path + ".1") == "third\n")
            #expect(try text(path + ".2") == "second\n")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 3)
        }
    }

    @Test func `What was there is gone on with, and counts`() async throws {
        try await withFolder { folder in
            let path = folder + "/node.log"
            _ = try LogFile(path: path, byteLimit: 10, count: 1).write(Array("before\n".utf8))
            let file = try LogFile(path: path, byteLimit: 10, count: 1)
            _ = file.write(Array("a\n".utf8))
            #expect(try text(path) == "before\na\n")
            _ = file.write(Array("bc\n".utf8))
            #expect(try text(path) == "bc\n")
            #expect(try text(path + ".1") == "before\na\n")
        }
    }

    @Test func `A file that was moved away is begun anew`() async throws {
        try await withFolder { folder in
            let path = folder + "/node.log"
            let file = try LogFile(path: path, byteLimit: 1_000, count: 1)
            _ = file.write(Array("before\n".utf8))
            #expect(rename(path, path + ".old") == 0)
            _ = file.write(Array("after\n".utf8))
            #expect(try text(path) == "after\n")
            #expect(try text(path + ".old") == "before\n")
        }
    }

    @Test func `A full disk costs lines, which are counted, and nothing else`() throws {
        // The kernel's own full disk.
        let file = try LogFile(path: "/dev/full", byteLimit: 1_000, count: 0)
        #expect(file.write(Array("a\nb\n".utf8)) == 2)
        #expect(file.write(Array("c\n".utf8)) == 1)
    }
}
