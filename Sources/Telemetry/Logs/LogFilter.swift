package import Logging
package import Primitives

/// Which of the recent lines are wanted.
package struct LogFilter: Sendable {
    package static let pageLimit = 500
    package static let defaultPageSize = 100
    package static let textLimit = 200

    /// As severe, or more.
    package var level: Logger.Level?
    /// What stands anywhere in the line; letters of ASCII in either case.
    package var text: String?
    package var traceID: TraceID?
    /// The name of a logger, or its beginning.
    package var logger: String?
    /// Older than the line of this id.
    package var before: LogLine.ID?
    /// With the requests that machines and pages ask again and again, which would fill the window with its own reading.
    package var isWithQuiet = false
    package var limit = LogFilter.defaultPageSize

    package init() {}
}
