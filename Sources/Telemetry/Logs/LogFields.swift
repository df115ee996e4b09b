import Instrumentation
import Logging
import Primitives

/// The metadata of one event: the logger's, the provider's and the statement's, each key once, the later winning.
///
/// A view of what there is: a merged dictionary, or a list, would cost as much as writing the line.
struct LogFields: Sendable {
    /// What a statement says of a request, instead of fields of its own.
    private let request: RequestLine?
    private let own: Logger.Metadata
    private let provided: Logger.Metadata
    private let bound: Logger.Metadata
    private let error: (any Error)?
    private let trace: TraceContext?

    init(_ own: Logger.Metadata) {
        self.own = own
        (request, provided, bound, error, trace) = (nil, [:], [:], nil, nil)
    }

    init(_ handler: Logger.Metadata, _ provider: Logger.MetadataProvider?, _ event: LogEvent) {
        request = RequestLine.from(event.metadata)
        own = request == nil ? event.metadata ?? [:] : [:]
        provided = provider?.get() ?? [:]
        bound = handler
        error = event.error
        trace = ServiceContext.current?.trace
    }

    /// About the bytes of its texts; what is no text yet has a guess.
    var weight: Int {
        own.weight + provided.weight + bound.weight + (request == nil ? 0 : Self.requestWeight) + (error == nil ? 0 : 256)
    }

    /// The texts of a request's line, of which there are few and none is long.
    private static let requestWeight = 512

    /// Each field once, in no order.
    func forEach(_ body: (String, Logger.MetadataValue) -> Void) {
        request?.forEach(body)
        for (key, value) in own { body(key, value) }
        for (key, value) in provided where said(key) == nil { body(key, value) }
        for (key, value) in bound where said(key) == nil && provided[key] == nil { body(key, value) }
        if let error { name(error, body) }
        if let trace { place(trace, body) }
    }

    /// The same where every field is wanted at once.
    var list: [(key: String, value: Logger.MetadataValue)] {
        var list: [(key: String, value: Logger.MetadataValue)] = []
        forEach { list.append(($0, $1)) }
        return list
    }

    /// By the statement itself.
    private func said(_ key: String) -> Logger.MetadataValue? { request?[key] ?? own[key] }

    private func value(_ key: String) -> Logger.MetadataValue? { said(key) ?? provided[key] ?? bound[key] }

    /// A failure brings its code, and the cause that its caller is not shown.
    private func name(_ error: any Error, _ body: (String, Logger.MetadataValue) -> Void) {
        if value("error") == nil { body("error", "\(error)") }
        guard let failure = error as? Failure else { return }
        if value("errorCode") == nil { body("errorCode", "\(failure.code.rawValue)") }
        if let cause = failure.cause, value("cause") == nil { body("cause", "\(cause)") }
    }

    /// The step in which the event happened; a line of another trace than the task's has said so itself.
    private func place(_ trace: TraceContext, _ body: (String, Logger.MetadataValue) -> Void) {
        if let named = value("traceId") {
            guard named.description == trace.traceID.description else { return }
        } else {
            body("traceId", .string(trace.traceID.description))
        }
        if let spanID = trace.spanID, value("spanId") == nil { body("spanId", .string(spanID.description)) }
    }
}

extension Logger.Metadata {
    /// Without a look at the keys, which are short and written out in the program: it is done for each event.
    fileprivate var weight: Int {
        var weight = count * 32
        for value in values { weight += value.weight }
        return weight
    }
}

extension Logger.MetadataValue {
    fileprivate var weight: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .stringConvertible: 32
        case .dictionary(let members): members.weight
        case .array(let values): values.reduce(0) { $0 + $1.weight }
        }
    }
}
