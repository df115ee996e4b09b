import FoundationEssentials
import Primitives
import Synchronization
import Testing

@testable import Server

@Suite("uprising smoke")
struct SmokeTestTests {
    @Test(arguments: ["", "8080", "ftp://127.0.0.1", "http://", "http://127.0.0.1:99999", "http://a/b", "http://me@a", "http://a?b"])
    func `An address that is none is refused before anything is tried`(address: String) async {
        let lines = Lines()
        await #expect(throws: Failure.self) { try await smoke(address, into: lines).run() }
        #expect(lines.all.isEmpty)
    }

    @Test func `A node that is down is named, and nothing else is tried`() async throws {
        let port = try DeafPort()
        let lines = Lines()
        await #expect(throws: SmokeFailed.self) { try await smoke("http://127.0.0.1:\(port.number)", into: lines).run() }
        #expect(lines.of("health").contains("nothing listens at 127.0.0.1:\(port.number)"))
        for check in ["page", "sign-in", "metrics", "lead drop", "realtime", "war room", "dossier", "pipeline", "chat", "file", "ledger"] {
            #expect(lines.of(check).hasSuffix("skip: needs a node that answers"))
        }
        #expect(lines.all.last?.hasPrefix("FAIL: 0 passed, 1 failed, 11 skipped") == true)
    }

    @Test(arguments: [
        (FakeNode.Fault.queueFailing, "health", "queue is failing"),
        (.healthMissing, "health", "GET /health answered 404 not_found (Not for you.) where 200 is wanted"),
        (.noScript, "page", "the page names no script"),
        (.styleSheetMissing, "page", "GET /app.css answered 404"),
        (.scriptOfAnotherType, "page", "GET /app.js is text/html"),
        (.dropRefused, "lead drop", "POST /api/v1/leads answered 403 forbidden"),
        (.everyDropIsNew, "lead drop", "the same Idempotency-Key made two leads"),
        (.listWithoutLead, "lead drop", "the list does not show the lead"),
        (.socketRefused, "realtime", "the WebSocket handshake answered 401 unauthenticated (Not for you.) where 101 is wanted"),
        (.joinRefused, "realtime", "the join was refused: Unauthorized: not yours"),
        (.cursorLost, "realtime", "did not go on from a cursor of a moment ago: epoch"),
        (.noJobStatus, "realtime", "but no lead.job.status came within"),
        (.socketClosed, "realtime", "the node closed the WebSocket with 1100: too slow"),
        (.neverReady, "war room", "the lead is still analyzing"),
        (.failedLead, "war room", "the lead failed: site_unreachable (The site does not answer.)"),
        (.noDossier, "war room", "has no dossier"),
        (.noPDF, "dossier", "the dossier is no PDF"),
        (.shortPDF, "dossier", "the war room says 19"),
        (.anySignatureOpens, "dossier", "GET /files/1/dossier.pdf answered 200 where 403 is wanted"),
        (.methodsMissing, "sign-in", "GET /api/v1/sign-in/methods answered 404"),
        (.letsAnybodyIn, "sign-in", "GET /api/v1/session answered 200 where 401 is wanted"),
        (.metricsOdd, "metrics", "does not tell http_request_duration_seconds"),
        (.notMoved, "pipeline", "the lead did not go to the stage Called"),
        (.messageUnheard, "chat", "but no chat.message.new came within"),
        (.fileChanged, "file", "is not the one that went up"),
        (.rangeIgnored, "file", "GET /down answered 200 where 206 is wanted"),
        (.booksBroken, "ledger", "the books are not whole: a hash"),
        (.notErased, "clean-up", "answered 200 where 404 is wanted"),
    ])
    func `A fault fails its check, and says what is wrong`(fault: FakeNode.Fault, check: String, sentence: String) async throws {
        let lines = Lines()
        let node = FakeNode(fault)
        await #expect(throws: SmokeFailed.self) {
            // Long enough for a busy machine, and short for the three faults that last it out.
            let patience: Duration = [.neverReady, .noJobStatus, .messageUnheard].contains(fault) ? .seconds(15) : .seconds(50)
            try await node.serve { url in try await smoke(url, token: FakeNode.token, patience: patience, into: lines).run() }
        }
        #expect(lines.of(check).contains("FAIL"))
        #expect(lines.of(check).contains(sentence))
        #expect(lines.all.filter { $0.contains("  FAIL ") }.count == 1)
    }

    @Test func `A node without TLS is told from one that is down`() async throws {
        let lines = Lines()
        await #expect(throws: SmokeFailed.self) {
            try await FakeNode().serve { try await smoke($0.replacing("http://", with: "https://"), into: lines).run() }
        }
        #expect(lines.of("health").contains("does not speak TLS; http:// may be meant"))
        #expect(lines.of("page").hasSuffix("skip: needs a node that answers"))
    }

    @Test func `What needs a failed check is left out`() async throws {
        let lines = Lines()
        await #expect(throws: SmokeFailed.self) {
            try await FakeNode(.dropRefused).serve { try await smoke($0, token: FakeNode.token, into: lines).run() }
        }
        #expect(lines.of("page").contains(" ok "))
        #expect(lines.of("realtime").hasSuffix("skip: needs a dropped lead"))
        #expect(lines.of("war room").hasSuffix("skip: needs a dropped lead"))
        #expect(lines.of("dossier").hasSuffix("skip: needs a lead that is ready"))
    }

    @Test(arguments: [FakeNode.Fault.everyDropIsNew, .listWithoutLead, .neverReady, .fileChanged, .joinRefused])
    func `Whatever fails, what was dropped is taken away`(fault: FakeNode.Fault) async throws {
        let lines = Lines()
        let node = FakeNode(fault)
        await #expect(throws: SmokeFailed.self) {
            try await node.serve { try await smoke($0, token: FakeNode.token, patience: .seconds(5), into: lines).run() }
        }
        #expect(lines.of("clean-up").contains(" ok "))
        #expect(node.asked.contains("POST /api/v1/leads/\(FakeNode.leadID)/erasure"))
        #expect(node.asked.contains("POST /api/v1/leads/another/erasure") == (fault == .everyDropIsNew))
    }

    @Test func `A token that may not erase leaves the lead in the trash, and says so`() async throws {
        let lines = Lines()
        let node = FakeNode(.mayNotErase)
        try await node.serve { try await smoke($0, token: FakeNode.token, into: lines).run() }
        #expect(lines.of("clean-up").hasSuffix("the lead in the trash: this token may not erase"))
        #expect(node.asked.last == "DELETE /api/v1/leads/\(FakeNode.leadID)")
    }

    @Test(arguments: [FakeNode.Fault.none, .booksBroken])
    func `As JSON it is one object in the end`(fault: FakeNode.Fault) async throws {
        let lines = Lines()
        do {
            try await FakeNode(fault).serve { try await smoke($0, token: FakeNode.token, isJSON: true, into: lines).run() }
        } catch is SmokeFailed {
            #expect(fault == .booksBroken)
        }
        #expect(lines.all.count == 1)
        let whole = try JSONDecoder().decode(JSONValue.self, from: Data((lines.all.first ?? "").utf8))
        #expect(whole["ok"]?.bool == (fault == .none))
        let checks = try #require(whole["checks"]?.array)
        #expect(checks.count == 13)
        #expect(
            checks.filter { $0["outcome"]?.string == "failed" }.compactMap { $0["check"]?.string } == (fault == .none ? [] : ["ledger"]))
    }

    @Test(arguments: [FakeNode.EventForm.text, .binary])
    func `A whole node passes every check`(form: FakeNode.EventForm) async throws {
        let lines = Lines()
        let node = FakeNode(eventForm: form)
        try await node.serve { try await smoke($0, token: " \(FakeNode.token)\n", into: lines).run() }
        #expect(lines.all.count == 14)
        #expect(lines.of("realtime").contains("lead.job.status of analyze_lead (running), replayed"))
        #expect(lines.all.last?.hasPrefix("ok: 13 passed, 0 failed, 0 skipped") == true)
        #expect(node.asked.filter { $0 == "POST /api/v1/leads" }.count == 2)
        #expect(node.asked.suffix(2) == ["POST /api/v1/leads/\(FakeNode.leadID)/erasure", "GET /api/v1/leads/\(FakeNode.leadID)"])
    }

    @Test func `Without a token only what is open to everybody is tried`() async throws {
        let lines = Lines()
        let node = FakeNode()
        try await node.serve { try await smoke($0, token: " ", into: lines).run() }
        #expect(lines.of("lead drop").hasSuffix("skip: needs a token (--token or SMOKE_TOKEN)"))
        #expect(lines.all.last?.hasPrefix("ok: 4 passed, 0 failed, 8 skipped") == true)
        let files = ["GET /", "GET /app.js", "GET /app.css"]
        let doors = ["GET /health", "GET /metrics", "GET /api/v1/config", "GET /api/v1/sign-in/methods", "GET /api/v1/session"]
        #expect(Set(node.asked) == Set(files + doors))
    }

    @Test func `A token of the environment is taken before one is borrowed`() async throws {
        let lines = Lines()
        let loans = Loans()
        try await FakeNode().serve {
            try await smoke($0, borrowing: loans.borrow, environment: ["SMOKE_TOKEN": FakeNode.token], into: lines).run()
        }
        #expect(lines.of("dossier").contains(" ok "))
        #expect(loans.taken == 0)
    }

    @Test(arguments: [FakeNode.Fault.none, .failedLead])
    func `A borrowed token is given back, whatever came of it`(fault: FakeNode.Fault) async throws {
        let lines = Lines()
        let loans = Loans()
        do {
            try await FakeNode(fault).serve { try await smoke($0, borrowing: loans.borrow, into: lines).run() }
            #expect(fault == .none)
        } catch is SmokeFailed {
            #expect(fault == .failedLead)
        }
        #expect(lines.of("lead drop").contains(" ok "))
        #expect(loans.taken == 1)
        #expect(loans.givenBack == 1)
    }

    @Test func `A node of this machine that gives no token is quoted`() async throws {
        let lines = Lines()
        try await FakeNode().serve {
            try await smoke($0, borrowing: { throw Failure(.notFound, "There is no workspace yet.") }, into: lines).run()
        }
        #expect(lines.of("lead drop").hasSuffix("the node of this machine gave none: There is no workspace yet."))
    }

    @Test func `No token is borrowed for a node that does not answer`() async throws {
        let url = try await FakeNode().serve { $0 }
        let loans = Loans()
        await #expect(throws: SmokeFailed.self) { try await smoke(url, borrowing: loans.borrow, into: Lines()).run() }
        #expect(loans.taken == 0)
    }

    private func smoke(
        _ url: String, token: String? = nil, patience: Duration = .seconds(20), borrowing: SmokeTest.BorrowToken? = nil,
        environment: [String: String] = [:], isJSON: Bool = false, into lines: Lines
    ) -> SmokeTest {
        SmokeTest(
            url: url, token: token, patience: patience, pageLimit: .seconds(60), isJSON: isJSON, borrowToken: borrowing,
            environment: environment
        ) { lines.add($0) }
    }
}

/// What was said, line by line.
private final class Lines: Sendable {
    private let said = Mutex<[String]>([])

    var all: [String] { said.withLock(\.self) }

    func add(_ line: String) {
        said.withLock { $0.append(line) }
    }

    func of(_ check: String) -> String {
        all.first { $0.hasPrefix(check + " ") } ?? "(no line)"
    }
}

/// Lends the fake node's token and counts.
private final class Loans: Sendable {
    private let counts = Mutex((taken: 0, givenBack: 0))

    var taken: Int { counts.withLock(\.taken) }
    var givenBack: Int { counts.withLock(\.givenBack) }

    var borrow: SmokeTest.BorrowToken {
        { [self] in
            counts.withLock { $0.taken += 1 }
            return (FakeNode.token, { [self] in counts.withLock { $0.givenBack += 1 } })
        }
    }
}
