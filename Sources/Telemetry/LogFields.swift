import Logging
import Primitives

/// The metadata of one event: the logger's, the provider's and the statement's, each key once, the later winning.
///
/// An array, not a merged dictionary: that would cost more than the rest of the line.
struct LogFields {
    typealias Field = (key: String, value: Logger.MetadataValue)

    private(set) var all: [Field] = []

    init() {}

    init(_ handler: Logger.Metadata, _ provider: Logger.MetadataProvider?, _ event: LogEvent) {
        let own = event.metadata ?? [:]
        let provided = provider?.get() ?? [:]
        all.reserveCapacity(handler.count + provided.count + own.count + 3)
        for field in own { all.append(field) }
        for field in provided where own[field.key] == nil { all.append(field) }
        for field in handler where own[field.key] == nil && provided[field.key] == nil { all.append(field) }
        if let error = event.error { add(error) }
    }

    /// Adds a field unless there is one of this name.
    mutating func add(_ key: String, _ value: @autoclosure () -> Logger.MetadataValue) {
        if !all.contains(where: { $0.key == key }) { all.append((key, value())) }
    }

    /// A failure brings its code, and the cause that its caller is not shown.
    private mutating func add(_ error: any Error) {
        add("error", "\(error)")
        guard let failure = error as? Failure else { return }
        add("errorCode", "\(failure.code.rawValue)")
        if let cause = failure.cause { add("cause", "\(cause)") }
    }
}
