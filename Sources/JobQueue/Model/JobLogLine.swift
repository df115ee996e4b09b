import DataStore
package import Primitives

/// A line that a job left for those who look at it.
package struct JobLogLine: Sendable {
    package enum Level: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
        case debug, info, warning, error
    }

    package static let textLimit = 2_000
    /// The newest that are kept of one job.
    package static let countLimit = 1_000

    package let at: Timestamp
    package let level: Level
    package let text: String

    package init(at: Timestamp, level: Level, text: String) {
        self.at = at
        self.level = level
        self.text = text
    }
}
