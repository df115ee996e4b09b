import FoundationEssentials
import Glibc
import Primitives
import Telemetry
import Testing

/// A pipe that takes log lines, and gives them back.
final class LogPipe: Sendable {
    let writeEnd: Int32
    private let readEnd: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// What is in the pipe now; does not wait for more.
    func text() -> String {
        var text: [UInt8] = []
        var waiting = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
        while poll(&waiting, 1, 0) == 1 {
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = read(readEnd, &bytes, bytes.count)
            if count <= 0 { break }
            text += bytes.prefix(count)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Call it after a flush.
    func lines() -> [String] { text().split(separator: "\n").map(String.init) }

    func objects() throws -> [JSONValue] { try Self.objects(in: text()) }

    /// Reads until everything logged so far has come through.
    func objects(whileDraining logs: Logs) throws -> [JSONValue] {
        var all = ""
        while !logs.flush(within: .milliseconds(5)) { all += text() }
        return try Self.objects(in: all + text())
    }

    private static func objects(in text: String) throws -> [JSONValue] {
        try text.split(separator: "\n").map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
    }
}
