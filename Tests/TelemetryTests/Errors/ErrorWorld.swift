import DataStore
import Logging
import Primitives
import TestSupport

@testable import Telemetry

/// A store of errors with what writes it, and a clock that a test moves.
struct ErrorWorld {
    static let project = ErrorProjectID(7)
    static let other = ErrorProjectID(8)
    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    let store: Store
    let clock: ManualClock
    let intake: ErrorIntake
    let groups: ErrorGroups
    let ingest: SentryIngest

    func project(_ id: ErrorProjectID = project, budget: Int = 1_000_000, keepsAddresses: Bool = false) -> SentryIngest.Project {
        SentryIngest.Project(id: id, budgetPerMinute: budget, keepsAddresses: keepsAddresses, isBuiltIn: false)
    }

    /// Sends one event as an SDK does.
    @discardableResult
    func send(_ members: JSONValue, to project: SentryIngest.Project? = nil, from address: String? = nil) throws -> SentryAnswer {
        try ingest.take(SentryEnvelope(event: JSONWriter.bytes(of: members)), of: project ?? self.project(), from: address)
    }

    /// Sends items beside each other, each its header and its bytes.
    @discardableResult
    func send(items: [(header: String, payload: [UInt8])], id: String? = nil) throws -> SentryAnswer {
        var bytes = Array(#"{"event_id":"\#(id ?? EventID.new())"}"#.utf8)
        for item in items { bytes += Array("\n\(item.header)\n".utf8) + item.payload }
        var reader = EnvelopeReader()
        try bytes.withUnsafeBytes { try reader.feed($0) }
        return try ingest.take(try reader.finish(), of: project(), from: nil)
    }

    func list(_ change: (inout ErrorQuery) throws -> Void = { _ in }) async throws -> Page<ErrorGroup> {
        var query = ErrorQuery(limit: 50)
        try change(&query)
        return try await groups.list(query, of: [Self.project])
    }

    func only() async throws -> ErrorGroup {
        let found = try await list().items
        guard found.count == 1 else { throw Failure(.conflict, "there are \(found.count) errors") }
        return found[0]
    }

    func count(_ sql: String) async throws -> Int {
        try await store.read { try $0.value(sql, as: Int.self) ?? 0 }
    }
}

func withErrors(
    retention: ErrorRetention = ErrorRetention(), hasRoom: @escaping @Sendable () -> Bool = { true },
    _ body: (ErrorWorld) async throws -> Void
) async throws {
    try await withStore(TelemetrySchema.migrations) { store in
        let clock = ManualClock()
        let intake = ErrorIntake(store: store, retention: retention, logger: ErrorWorld.logger, hasRoom: hasRoom)
        try await body(
            ErrorWorld(
                store: store, clock: clock, intake: intake,
                groups: ErrorGroups(store: store, retention: retention, clock: clock.wallClock),
                ingest: SentryIngest(intake: intake, maps: .none, clock: clock.wallClock) { _ in }))
    }
}
