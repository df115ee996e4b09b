import Glibc
import Logging
import Primitives
import Telemetry
import Testing

@Suite struct JSONLineTests {
    private struct Refused: Error {}

    /// The one object that `body` logs.
    private func object(_ body: (inout Logger) -> Void) throws -> JSONValue {
        let pipe = try LogPipe()
        let logs = Logs(format: .json, level: .trace, descriptor: pipe.writeEnd)
        var logger = logs.logger("uprising.test")
        body(&logger)
        #expect(logs.flush())
        let objects = try pipe.objects()
        #expect(objects.count == 1)
        return try #require(objects.first)
    }

    @Test(arguments: [
        "a\n{\"level\":\"critical\",\"message\":\"forged\"}", "\"", "\\", "\\\"", "\u{0}\u{1}\u{1F}\u{7F}", "\r\n\t", "\u{9B}31m\u{85}",
        "\u{2028}\u{2029}",
        "é日本🙂", "\u{1B}[2J", "a\u{A0}b\u{2027}c\u{E000}",
    ])
    func `Whatever a caller writes stays one line and comes back as it was`(text: String) throws {
        let object = try object { $0.info("\(text)", metadata: ["note": "\(text)", "\(text)": ["a": .array(["\(text)"])]]) }
        #expect(object["message"] == .string(text))
        #expect(object["note"] == .string(text))
        #expect(object[text]?["a"]?.array == [.string(text)])
        #expect(object["level"] == "info")
    }

    private static func request(status: Int = 201, isQuiet: Bool = false) -> RequestLine {
        RequestLine(
            method: "POST", route: "/api/v1/leads", status: status, durationMs: 12.25, spanID: SpanID.sample, bytes: 17, workspaceID: "w1",
            userID: "u1", leadID: "l1", errorCode: status < 400 ? nil : .conflict, isQuiet: isQuiet, isAborted: isQuiet)
    }

    @Test func `A request's line has the same text as its fields one by one`() throws {
        let pipe = try LogPipe()
        let logs = Logs(format: .json, descriptor: pipe.writeEnd)
        var logger = logs.logger("x")
        logger[metadataKey: "traceId"] = .stringConvertible(TraceID())
        // Of what the logger is bound to, the statement's own stands.
        logger[metadataKey: "route"] = "elsewhere"
        for request in [Self.request(), Self.request(status: 409), Self.request(isQuiet: true)] {
            var fields: Logger.Metadata = [:]
            request.forEach { fields[$0] = $1 }
            logger.info("Request answered", metadata: fields)
            logger.info("Request answered", metadata: request.metadata)
        }
        #expect(logs.flush())
        let lines = pipe.lines().map { $0.drop { $0 != "," } }
        #expect(lines.count == 6)
        for index in stride(from: 0, to: lines.count, by: 2) { #expect(lines[index] == lines[index + 1]) }
        let product = #""spanId":"00f067aa0ba902b7","leadId":"l1","workspaceId":"w1","userId":"u1","durationMs":12.25,"status":201"#
        #expect(lines[0].contains(product))
        #expect(lines[2].contains(#""errorCode":"conflict""#) && lines[4].contains(#""aborted":"true""#))
    }

    @Test func `No control character and no line separator is written as it is`() throws {
        let pipe = try LogPipe()
        let logs = Logs(format: .json, descriptor: pipe.writeEnd)
        let all = String(String.UnicodeScalarView((0...0x9F).compactMap(Unicode.Scalar.init) + ["\u{2028}", "\u{2029}"]))
        logs.logger("x").info("\(all)")
        #expect(logs.flush())
        let line = try #require(pipe.lines().first)
        #expect(line.unicodeScalars.allSatisfy { $0.isPrintable })
    }

    @Test func `Metadata can't stand in for the line's own fields`() throws {
        let object = try object { $0.info("real", metadata: ["message": "forged", "level": "critical", "time": "never", "logger": "x"]) }
        #expect(object["message"] == "real" && object["level"] == "info" && object["logger"] == "uprising.test")
        #expect(object["metadata.message"] == "forged")
    }

    @Test func `A secret shows as dots, interpolated or as it is`() throws {
        let secret = Secret("hunter2")
        let object = try object {
            $0.info("with \(secret)", metadata: ["a": "\(secret)", "b": .stringConvertible(secret), "c": ["\(secret)"]])
        }
        #expect(!"\(object)".contains("hunter2"))
        #expect(object["b"] == "••••••")
    }

    @Test func `A huge value is cut between characters`() throws {
        let object = try object { $0.info("m", metadata: ["note": "a\(String(repeating: "é", count: 100_000))"]) }
        let note = try #require(object["note"]?.string)
        #expect(note.utf8.count <= 8_192 + 3 && note.hasSuffix("é…"))
    }

    @Test func `Nesting has an end`() throws {
        var value: Logger.MetadataValue = "bottom"
        for _ in 0..<1_000 { value = .array([value]) }
        let object = try object { $0.info("m", metadata: ["deep": value]) }
        #expect(object["deep"]?.array?.count == 1)
    }

    @Test func `Only known quantities become numbers`() throws {
        let object = try object {
            $0.info(
                "m",
                metadata: [
                    "durationMs": "12.5", "status": "200", "count": .stringConvertible(3), "phone": "0612345678", "leadId": "42",
                    "attempt": "second",
                    "byteCount": "nan",
                ])
        }
        #expect(object["durationMs"] == .number(12.5) && object["status"] == 200 && object["count"] == 3)
        #expect(
            object["phone"] == "0612345678" && object["leadId"] == "42" && object["attempt"] == "second" && object["byteCount"] == "nan")
    }

    @Test func `The product's fields are at the top, in their order`() throws {
        let pipe = try LogPipe()
        let logs = Logs(format: .json, descriptor: pipe.writeEnd)
        let metadata: Logger.Metadata = [
            "zebra": "z", "errorCode": "busy", "status": "503", "durationMs": "7", "jobName": "analyze_lead", "userId": "u",
            "workspaceId": "w",
            "leadId": "l", "traceId": "t", "apple": "a",
        ]
        logs.logger("uprising.http").warning("m", metadata: metadata)
        #expect(logs.flush())
        let line = try #require(pipe.lines().first)
        let rest = line.drop { $0 != "," }
        #expect(line.hasPrefix(#"{"time":"2"#))
        #expect(
            rest
                == #","level":"warning","severityNumber":13,"message":"m","logger":"uprising.http","traceId":"t","leadId":"l","workspaceId":"w","userId":"u","jobName":"analyze_lead","durationMs":7,"status":503,"errorCode":"busy","apple":"a","zebra":"z"}"#
        )
        let time = try #require(try JSONLineTests.time(of: line))
        #expect(Timestamp.now() - time < .minutes(1))
    }

    @Test func `However many fields there are, those without a place stand by name behind the others`() throws {
        let pipe = try LogPipe()
        let logs = Logs(format: .json, descriptor: pipe.writeEnd)
        let names = (0..<40).map { "field\(String($0 * 7_919 % 40, radix: 36))" }
        let metadata = Logger.Metadata(uniqueKeysWithValues: names.map { ($0, "v") }).merging(["status": "200", "token": "t"]) { $1 }
        logs.logger("x").info("m", metadata: metadata)
        #expect(logs.flush())
        let line = try #require(pipe.lines().first)
        let ordered = names.sorted().map { "\"\($0)\":\"v\"" } + [#""token":"•••""#]
        #expect(line.hasSuffix(#","status":200,"# + ordered.joined(separator: ",") + "}"))
    }

    @Test func `A failure brings its code and its hidden cause`() throws {
        let object = try object {
            $0.error("m", error: Failure(.storageFull, "The disk is full.", cause: Refused()))
        }
        #expect(object["errorCode"] == "storage_full")
        #expect(object["error"] == "storage_full: The disk is full.")
        #expect(object["cause"]?.string?.contains("Refused") == true)
    }

    @Test func `Metadata bound to the task is on every line below, and the nearest wins`() async throws {
        let pipe = try LogPipe()
        let logs = Logs(format: .json, descriptor: pipe.writeEnd)
        await withLogger(logs.logger("uprising")) { _ in
            await withLogger(mergingMetadata: ["traceId": "outer", "leadId": "l"]) { _ in
                await withLogger(mergingMetadata: ["traceId": "inner"]) { _ in
                    async let child: Void = { Logger.current.info("from a child task") }()
                    await child
                }
                Logger.current.info("outside", metadata: ["leadId": "own"])
            }
        }
        #expect(logs.flush())
        let objects = try pipe.objects()
        #expect(objects.map { $0["traceId"] } == ["inner", "outer"])
        #expect(objects.map { $0["leadId"] } == ["l", "own"])
    }

    @Test func `A provider's metadata lies between the logger's and the statement's`() throws {
        let object = try object { logger in
            logger[metadataKey: "a"] = "logger"
            logger[metadataKey: "b"] = "logger"
            logger.handler.metadataProvider = Logger.MetadataProvider { ["b": "provider", "c": "provider"] }
            logger.info("m", metadata: ["c": "statement"])
        }
        #expect(object["a"] == "logger" && object["b"] == "provider" && object["c"] == "statement")
    }

    @Test func `Below the level nothing is written, and a copy's level is its own`() throws {
        let pipe = try LogPipe()
        let logs = Logs(format: .json, level: .warning, descriptor: pipe.writeEnd)
        let quiet = logs.logger("x")
        var loud = quiet
        loud.logLevel = .debug
        loud[metadataKey: "who"] = "loud"
        quiet.info("no")
        loud.debug("yes")
        quiet.warning("also")
        #expect(logs.flush())
        let objects = try pipe.objects()
        #expect(objects.map { $0["message"] } == ["yes", "also"])
        #expect(objects.map { $0["who"] } == ["loud", nil])
    }

    private static func time(of line: String) throws -> Timestamp? {
        Timestamp(String(line.dropFirst(9).prefix { $0 != "\"" }))
    }
}
