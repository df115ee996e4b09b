import Instrumentation
import Logging
import Primitives

/// The metadata of one event: the logger's, the provider's and the statement's, each key once, the later winning.
///
/// Two arrays, not a merged dictionary, which would cost more than the rest of the line, nor one of pairs, which would be copied to look at
/// their keys.
struct LogFields {
    private(set) var keys: [String] = []
    private(set) var values: [Logger.MetadataValue] = []

    init() {}

    init(_ handler: Logger.Metadata, _ provider: Logger.MetadataProvider?, _ event: LogEvent) {
        let own = event.metadata ?? [:]
        let provided = provider?.get()
        reserveCapacity(handler.count + (provided?.count ?? 0) + own.count + 5)
        for (key, value) in own { append(key, value) }
        if let provided { for (key, value) in provided where own[key] == nil { append(key, value) } }
        for (key, value) in handler where own[key] == nil && provided?[key] == nil { append(key, value) }
        if let error = event.error { add(error) }
        if let trace = ServiceContext.current?.trace { add(trace) }
    }

    /// Adds a field unless there is one of this name.
    mutating func add(_ key: String, _ value: @autoclosure () -> Logger.MetadataValue) {
        if !keys.contains(key) { append(key, value()) }
    }

    /// The step in which the event happened; a line of another trace than the task's has said so itself.
    private mutating func add(_ trace: TraceContext) {
        if let named = keys.firstIndex(of: "traceId") {
            guard values[named].description == trace.traceID.description else { return }
        } else {
            append("traceId", .string(trace.traceID.description))
        }
        if let spanID = trace.spanID { add("spanId", .string(spanID.description)) }
    }

    /// A failure brings its code, and the cause that its caller is not shown.
    private mutating func add(_ error: any Error) {
        add("error", "\(error)")
        guard let failure = error as? Failure else { return }
        add("errorCode", "\(failure.code.rawValue)")
        if let cause = failure.cause { add("cause", "\(cause)") }
    }

    private mutating func append(_ key: String, _ value: Logger.MetadataValue) {
        keys.append(key)
        values.append(value)
    }

    private mutating func reserveCapacity(_ count: Int) {
        keys.reserveCapacity(count)
        values.reserveCapacity(count)
    }
}
