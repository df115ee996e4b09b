import Logging
import Primitives
import Telemetry
import Testing

@Suite struct PrettyLineTests {
    private func line(isColored: Bool = false, _ body: (Logger) -> Void) throws -> String {
        let pipe = try LogPipe()
        let logs = Logs(format: .pretty, level: .trace, descriptor: pipe.writeEnd, isColored: isColored)
        body(logs.logger("uprising.test"))
        #expect(logs.flush())
        let lines = pipe.lines()
        #expect(lines.count == 1)
        return try #require(lines.first)
    }

    @Test func `Nothing that a terminal obeys gets through`() throws {
        let line = try line { $0.info("a\n\u{1B}[2Jb\u{202E}", metadata: ["k\n": "v\r\u{9B}"]) }
        #expect(line.unicodeScalars.allSatisfy { $0.isPrintable })
        #expect(line.contains("a\\u{a}\\u{1b}[2Jb\\u{202e}") && line.contains("k\\u{a}=v\\u{d}\\u{9b}"))
    }

    @Test func `A line reads time, level, message, fields, logger`() throws {
        let line = try line { $0.notice("Listening on é", metadata: ["port": "8080", "host": "127.0.0.1"]) }
        #expect(line.dropFirst(12) == " NOTICE   Listening on é  host=127.0.0.1  port=8080  (uprising.test)")
        #expect(line.prefix(12).allSatisfy { $0.isNumber || $0 == ":" || $0 == "." })
    }

    @Test func `Only the level is coloured, and only when asked`() throws {
        #expect(try line(isColored: true) { $0.error("m") }.contains("\u{1B}[31mERROR\u{1B}[0m"))
        #expect(try !line { $0.error("m") }.contains("\u{1B}"))
    }
}
