import DataStore
import HTTPServing
import Hummingbird
import Identity
import Logging
import Primitives
import Telemetry

/// The recent lines of the log.
struct LogRoutes: Sendable {
    let store: Store
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.onNode("node/logs", .get, gate, needs: .nodeRead, .listLogLines, use: list)
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        var filter = try Self.filter(Query(call.request.uri))
        let place = try ListPlace(call, upTo: LogFilter.pageLimit, standard: filter.limit)
        filter.before = place.position.flatMap { LogLine.ID($0) }
        filter.limit = place.limit
        let page = try await store.read { [filter] in try LogSearch.lines(filter, in: $0) }
        return place.answer(page.lines.map { LogEntryAnswer($0) }, next: page.next?.description)
    }

    private static func filter(_ query: Query) throws(Failure) -> LogFilter {
        var filter = LogFilter()
        filter.level = try query.filter("level", "one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))") {
            Logger.Level(rawValue: $0)
        }
        filter.text = try query.filter("q", "at most \(LogFilter.textLimit) bytes") { $0.utf8.count <= LogFilter.textLimit ? $0 : nil }
        filter.traceID = try query.filter("traceId", "32 hexadecimal digits") { TraceID($0) }
        filter.logger = try query.filter("logger", "at most \(LogFilter.textLimit) bytes") {
            $0.utf8.count <= LogFilter.textLimit ? $0 : nil
        }
        filter.isWithQuiet = try query.filter("quiet", "true or false") { ["true": true, "false": false][$0] } ?? false
        return filter
    }
}

extension Query {
    /// The value of `name` as `parse` reads it; `nil` when it is absent.
    ///
    /// - Throws: ``Failure`` `invalidRequest` that says what is wanted.
    func filter<Value>(_ name: String, _ wanted: String, _ parse: (String) -> Value?) throws(Failure) -> Value? {
        guard let text = self[name] else { return nil }
        guard let value = parse(text) else {
            throw Failure(.invalidRequest, "The list can't be filtered so.", fields: [FieldFault(name, wanted)])
        }
        return value
    }
}
