package import Logging

/// Writes an event as one line of JSON: time, level, severity, message, logger, trace and span, then the product's fields, then the rest by name.
package struct JSONLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    /// As lines hold it, quotes included.
    private let logger: [UInt8]
    private let writer: LogWriter

    init(label: String, level: Logger.Level, writer: LogWriter) {
        logger = LogText.quoted(label)
        logLevel = level
        self.writer = writer
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let fields = LogFields(metadata, metadataProvider, event)
        writer.write(Self.line(level: event.level, message: event.message.description, logger: logger, fields: fields))
    }

    /// - Parameter logger: its name as lines hold it, quotes included.
    static func line(level: Logger.Level, message: String, logger: [UInt8], fields: LogFields) -> [UInt8] {
        var line = JSONLine(level: level, message: message, logger: logger)
        fields.forEach { line.add($0, $1) }
        return line.finish()
    }

    static func line(level: Logger.Level, message: String, label: String, fields: LogFields) -> [UInt8] {
        line(level: level, message: message, logger: LogText.quoted(label), fields: fields)
    }
}
