import Logging
import Primitives

/// What was said, by whom and when: an event before it is a line.
///
/// To put a line together takes several times as long as all else that a caller does for it, so that is left to the writer's thread.
struct LoggedEvent: Sendable {
    let time: Timestamp
    let level: Logger.Level
    let message: String
    let logger: String
    let fields: LogFields

    init(time: Timestamp = .now(), level: Logger.Level, message: String, logger: String, fields: LogFields) {
        self.time = time
        self.level = level
        self.message = message
        self.logger = logger
        self.fields = fields
    }

    /// About the bytes that it holds on to until it is written.
    var weight: Int { Self.ownWeight + message.utf8.count + fields.weight }

    /// The event itself, and what every line says.
    private static let ownWeight = 192
}
