import DataStore
import HTTPServing
import Hummingbird
import Identity
import Primitives
import Telemetry

/// The traces that were kept.
struct TraceRoutes: Sendable {
    /// Lines shown with a trace; the list of lines has all.
    private static let lineLimit = 200

    let store: Store
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.onNode("node/traces", .get, gate, needs: .nodeRead, .listTraces, use: list)
        router.onNode("node/traces/{trace}", .get, gate, needs: .nodeRead, .showTrace, use: show)
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        var filter = try Self.filter(Query(call.request.uri))
        let place = try ListPlace(call, upTo: TraceFilter.pageLimit, standard: filter.limit)
        filter.before = place.position.flatMap { Int64($0) }
        filter.limit = place.limit
        var traces = try await store.read { [filter] tx in
            var more = filter
            more.limit += 1
            return try TraceReading.list(more, in: tx)
        }
        let hasMore = traces.count > filter.limit
        if hasMore { traces.removeLast() }
        let next = hasMore ? traces.last.map { String($0.id) } : nil
        return place.answer(traces.map { TraceSummaryAnswer($0) }, next: next)
    }

    private static func filter(_ query: Query) throws(Failure) -> TraceFilter {
        var filter = TraceFilter()
        filter.duration = try query.filter("minMs", "a number of milliseconds from 0") {
            Int64($0).flatMap { (0...86_400_000).contains($0) ? .milliseconds($0) : nil }
        }
        filter.isFailed = try query.filter("status", "ok or error") { ["ok": false, "error": true][$0] }
        filter.route = try query.filter("route", "at most \(TraceFilter.routeLimit) characters") {
            $0.unicodeScalars.count <= TraceFilter.routeLimit ? $0 : nil
        }
        return filter
    }

    @Sendable private func show(_ call: Call) async throws -> Response {
        guard let trace = call.context.parameters.get("trace").flatMap({ TraceID($0) }) else { throw Self.missing }
        var ofTrace = LogFilter()
        ofTrace.traceID = trace
        ofTrace.limit = Self.lineLimit
        let found = try await store.read { [ofTrace] tx in
            (try TraceReading.spans(of: trace, in: tx), try LogSearch.lines(ofTrace, in: tx).lines)
        }
        guard let spans = found.0 else { throw Self.missing }
        return .json(TraceAnswer(traceID: trace, spans: spans, lines: found.1.reversed()))
    }

    private static var missing: Failure { Failure(.notFound, "Nothing is kept of this trace.") }
}
