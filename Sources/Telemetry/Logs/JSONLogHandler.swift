package import Logging
import Primitives

/// Writes an event as one line of JSON: time, level, severity, message, logger, trace and span, then the product's fields, then the rest by name.
package struct JSONLogHandler: LogHandler {
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
        line.addPlain("time", Timestamp.now().description)
        line.addPlain("level", level.rawValue)
        line.addPlain("severityNumber", level.severityText, isQuoted: false)
        line.add("message", message)
        line.add("logger", label)
        // Positions are put in order, not fields: moving those costs more than writing them.
        var product = InlineArray<9, Int>(repeating: -1)
        var others: [Int] = []
        for position in fields.keys.indices {
            switch LogRole(of: fields.keys[position]) {
            case .product(let place), .quantity(let place): product[place] = position
            case .number, .secret, .reserved, .plain: others.append(position)
            }
        }
        if others.count > 1 { others.sort { fields.keys[$0] < fields.keys[$1] } }
        for place in product.indices where product[place] >= 0 { line.add(fields.keys[product[place]], fields.values[product[place]]) }
        for position in others { line.add(fields.keys[position], fields.values[position]) }
        return line.finish()
    }
}
