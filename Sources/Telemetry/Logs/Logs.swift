package import Logging

/// The log of a process: one format, one level, one writer behind every logger.
package struct Logs: Sendable {
    private let level: Logger.Level
    private let writer: LogWriter
    private let errors: OwnErrors?

    /// - Parameters:
    ///   - descriptor: where the lines go; it stays open.
    ///   - isColored: for people; only sensible on a terminal.
    package init(
        format: LogFormat, level: Logger.Level = .info, descriptor: Int32, isColored: Bool = false, window: LogWindow? = nil,
        errors: OwnErrors? = nil
    ) {
        self.init(
            format: format, level: level, to: DescriptorDestination(descriptor: descriptor), isColored: isColored, window: window,
            errors: errors)
    }

    /// - Parameters:
    ///   - window: is given every line, too, for people to search.
    ///   - errors: is told of every line at level error and above.
    package init(
        format: LogFormat, level: Logger.Level = .info, to destination: any LogDestination, isColored: Bool = false,
        window: LogWindow? = nil, errors: OwnErrors? = nil
    ) {
        self.errors = errors
        self.level = level
        writer = LogWriter(destination, format: format, isColored: isColored, window: window)
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
        let writing = NodeLogHandler(label: label, level: level, writer: writer)
        return errors.map { ErrorTap(writing, label: label, errors: $0) } ?? writing
    }
}
