package import Logging
import Primitives

/// Writes an event as one line of JSON: time, level, message, logger, then the product's fields, then the rest by name.
package struct JSONLogHandler: LogHandler {
    /// The fields that the product promises, in this order.
    private static let productFields = ["traceId", "leadId", "workspaceId", "userId", "jobName", "durationMs", "status", "errorCode"]
    /// The keys whose values are numbers; under any other key digits may be a code or an id, and stay text.
    private static let numericFields = ["durationMs", "status", "byteCount", "count", "attempt", "port"]
    /// The line's own; metadata of the same name gets a prefix.
    private static let reserved = ["time", "level", "message", "logger"]

    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let writer: LogWriter

    init(label: String, level: Logger.Level, writer: LogWriter) {
        self.label = label
        logLevel = level
        self.writer = writer
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let fields = LogFields(metadata, metadataProvider, event)
        writer.write(Self.line(level: event.level, message: event.message.description, label: label, fields: fields))
    }

    static func line(level: Logger.Level, message: String, label: String, fields: LogFields) -> [UInt8] {
        var line = JSONLine()
        line.add("time", Timestamp.now().description)
        line.add("level", level.rawValue)
        line.add("message", message)
        line.add("logger", label)
        let all = fields.all
        let ranks = all.map { rank(of: $0.key) }
        // Positions are sorted, not fields: moving those costs more than writing them.
        let order = all.indices.sorted { ranks[$0] == ranks[$1] ? all[$0].key < all[$1].key : ranks[$0] < ranks[$1] }
        for position in order {
            let (key, value) = all[position]
            line.add(reserved.contains(key) ? "metadata.\(key)" : key, value, isNumeric: numericFields.contains(key))
        }
        return line.finish()
    }

    /// Its place among the product's fields; the same for all others.
    private static func rank(of key: String) -> Int {
        productFields.firstIndex(of: key) ?? productFields.count
    }
}
