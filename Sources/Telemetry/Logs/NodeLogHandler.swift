package import Logging

/// Hands each event to the writer, with what is known of it now.
package struct NodeLogHandler: LogHandler {
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
        writer.write(
            LoggedEvent(
                level: event.level, message: event.message.description, logger: label, fields: LogFields(metadata, metadataProvider, event))
        )
    }
}
