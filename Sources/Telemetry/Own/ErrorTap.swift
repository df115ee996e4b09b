package import Logging
import Primitives

/// A log handler that hands on every line, and notes those that tell of an error.
package struct ErrorTap: LogHandler {
    private static let valueLimit = 4_000

    private var inner: any LogHandler
    private let label: String
    private let errors: OwnErrors

    package init(_ inner: any LogHandler, label: String, errors: OwnErrors) {
        self.inner = inner
        self.label = label
        self.errors = errors
    }

    package var logLevel: Logger.Level {
        get { inner.logLevel }
        set { inner.logLevel = newValue }
    }

    package var metadata: Logger.Metadata {
        get { inner.metadata }
        set { inner.metadata = newValue }
    }

    package var metadataProvider: Logger.MetadataProvider? {
        get { inner.metadataProvider }
        set { inner.metadataProvider = newValue }
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { inner[metadataKey: key] }
        set { inner[metadataKey: key] = newValue }
    }

    package func log(event: LogEvent) {
        if event.level >= .error { note(event) }
        inner.log(event: event)
    }

    private func note(_ event: LogEvent) {
        let fields = LogFields(inner.metadata, inner.metadataProvider, event)
        errors.note(
            OwnError(
                level: event.level, message: Redaction.redacted(event.message.description), logger: label,
                fields: fields.list.map { ($0, Redaction.redacted("\($1)").prefix(utf8: Self.valueLimit)) },
                file: event.file,
                function: event.function, line: event.line, at: .now()))
    }
}
