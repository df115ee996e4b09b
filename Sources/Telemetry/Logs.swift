package import Logging

/// The log of a process: one format, one level, one writer behind every logger.
package struct Logs: Sendable {
    private let format: LogFormat
    private let level: Logger.Level
    private let isColored: Bool
    private let writer: LogWriter

    /// - Parameters:
    ///   - descriptor: where the lines go; it stays open.
    ///   - isColored: for people; only sensible on a terminal.
    package init(format: LogFormat, level: Logger.Level = .info, descriptor: Int32, isColored: Bool = false) {
        self.format = format
        self.level = level
        self.isColored = isColored
        writer = LogWriter(descriptor: descriptor) { count in
            var fields = LogFields()
            fields.add("count", "\(count)")
            let (message, label) = ("Log lines were dropped because nobody took them", "uprising.log")
            return switch format {
            case .json: JSONLogHandler.line(level: .warning, message: message, label: label, fields: fields)
            case .pretty: PrettyLogHandler.line(level: .warning, message: message, label: label, fields: fields, isColored: isColored)
            }
        }
    }

    /// A logger for `withLogger`, which binds it to the task: from there `Logger.current` finds it.
    package func logger(_ label: String) -> Logger {
        Logger(label: label, factory: handler)
    }

    /// Makes this the log of every `Logger(label:)` in the process, libraries' included. Once a process.
    package func bootstrap() {
        LoggingSystem.bootstrap(handler)
    }

    /// Waits until what was logged before is written; false when that took longer than `limit`. Blocks: for the end of a process.
    @discardableResult
    package func flush(within limit: Duration = .seconds(2)) -> Bool {
        writer.flush(within: limit)
    }

    private func handler(_ label: String) -> any LogHandler {
        switch format {
        case .json: JSONLogHandler(label: label, level: level, writer: writer)
        case .pretty: PrettyLogHandler(label: label, level: level, isColored: isColored, writer: writer)
        }
    }
}
