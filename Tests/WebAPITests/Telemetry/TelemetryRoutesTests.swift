import DataStore
import HTTPTypes
import Logging
import Primitives
import Telemetry
import Testing
import Tracing

@testable import WebAPI

/// Logs and traces concern the node itself: who may not see them, and what those see who may.
struct TelemetryRoutesTests {
    private static let paths = ["/node/logs", "/node/traces", "/node/traces/4bf92f3577b34da6a3ce929d0e0e4736"]

    private struct Nowhere: LogDestination {
        func write(_ lines: [UInt8]) -> Int { 0 }
    }

    /// Writes two lines and one trace of a request that failed; answers its id.
    private func fill(_ store: Store) async throws -> String {
        let window = LogWindow(byteLimit: 1 << 20)
        let book = TraceBook(TailSampling(share: 0, seed: "test"), byteLimit: 1 << 20)
        let logs = Logs(format: .json, to: Nowhere(), window: window)
        let span = NodeTracer(book: book).startSpan("POST", context: .topLevel, ofKind: .server)
        span.updateAttributes { $0.set("http.route", value: "/api/v1/leads") }
        let step = NodeTracer(book: book).startSpan("store.write", context: span.context)
        step.end()
        span.setStatus(SpanStatus(code: .error))
        ServiceContext.withValue(span.context) {
            logs.logger("uprising").info("Request answered", metadata: ["status": "500", "durationMs": "2.5", "route": "/api/v1/leads"])
        }
        span.end()
        logs.logger("uprising.jobs").error("Elsewhere")
        #expect(logs.flush())
        let silent = Logger(label: "x") { _ in SwiftLogNoOpLogHandler() }
        let outcome = await TelemetryWriter(store: store, sources: [window, book], logger: silent).runOnce()
        #expect(outcome.written == 3)
        return try #require(span.context.trace).traceID.description
    }

    @Test func `Nobody sees them but owners and admins of the workspace that the node was set up with`() async throws {
        try await withJobsAPI { world in
            _ = try await fill(world.api.telemetry.store)
            for path in Self.paths {
                for name in ["member", "viewer", "worker", "form", "stranger", "strange worker"] {
                    #expect(try await world.call(.get, path, as: name).code == .forbidden, "\(path) as \(name)")
                }
                #expect(try await world.call(.get, path, as: "nobody").code == .unauthenticated)
                for name in ["owner", "admin"] {
                    #expect(try await world.call(.get, path, as: name).status == (path.hasSuffix("4736") ? 404 : 200), "\(path) as \(name)")
                }
            }
        }
    }

    @Test(arguments: [
        ("/node/logs?level=loud", "level"), ("/node/logs?traceId=17", "traceId"), ("/node/logs?cursor=17", "cursor"),
        ("/node/logs?limit=0", "limit"), ("/node/logs?limit=501", "limit"),
        ("/node/traces?minMs=-1", "minMs"), ("/node/traces?status=fine", "status"), ("/node/traces?cursor=x", "cursor"),
        ("/node/traces?limit=201", "limit"),
    ])
    func `A filter that is none is refused by its name`(path: String, pointer: String) async throws {
        try await withJobsAPI { world in
            let answer = try await world.call(.get, path)
            #expect(answer.code == .invalidRequest && answer.pointers == [pointer])
            #expect(try await world.call(.get, "/node/logs?q=" + String(repeating: "a", count: 201)).pointers == ["q"])
            #expect(try await world.call(.get, "/node/traces/no-trace").code == .notFound)
        }
    }

    @Test func `A trace is found, and shows its steps and its lines`() async throws {
        try await withJobsAPI { world in
            let id = try await fill(world.api.telemetry.store)
            #expect(try await world.call(.get, "/node/traces?status=ok")["items"]?.array == [])
            let listed = try await world.call(.get, "/node/traces?status=error&route=/api/v1/leads")
            #expect(listed["next"] == .null)
            let summary = try #require(listed["items"]?.array?.first)
            #expect(summary["traceId"]?.string == id && summary["kind"] == "request" && summary["spanCount"] == 2)
            let trace = try await world.call(.get, "/node/traces/\(id)")
            let spans = try #require(trace["spans"]?.array)
            #expect(spans.map { $0["name"] } == ["POST", "store.write"])
            #expect(spans[1]["parentSpanId"] == spans[0]["spanId"] && spans[0]["parentSpanId"] == .null && spans[0]["status"] == "error")
            #expect(spans[0]["offsetMs"] == 0 && spans[0]["attributes"]?["http.route"] == "/api/v1/leads")
            #expect(trace["logs"]?.array?.map { $0["message"] } == ["Request answered"])
        }
    }

    @Test func `Lines come in pages, the newest first, with what has no member of its own beside`() async throws {
        try await withJobsAPI { world in
            let id = try await fill(world.api.telemetry.store)
            let first = try await world.call(.get, "/node/logs?limit=1")
            #expect(first["items"]?.array?.first?["message"] == "Elsewhere")
            let next = try #require(first["next"]?.string)
            let second = try await world.call(.get, "/node/logs?limit=1&cursor=\(next)")
            let line = try #require(second["items"]?.array?.first)
            #expect(second["next"] == .null)
            for other in ["/node/logs?limit=1&level=error", "/node/traces?limit=1", "/alerts?limit=1", "/node/backups?limit=1"] {
                #expect(try await world.call(.get, "\(other)&cursor=\(next)").code == .invalidRequest, "\(other)")
            }
            #expect(line["traceId"]?.string == id && line["status"] == "500" && line["durationMs"] == .number(2.5))
            #expect(line["fields"] == ["route": "/api/v1/leads"] && line["leadId"] == .null)
            #expect(try await world.call(.get, "/node/logs?level=error")["items"]?.array?.count == 1)
        }
    }
}
