/// Which of the kept traces are wanted.
package struct TraceFilter: Sendable {
    package static let pageLimit = 200
    package static let defaultPageSize = 50
    /// In characters.
    package static let routeLimit = 200

    /// At least as long.
    package var duration: Duration?
    package var isFailed: Bool?
    /// A route's template, or a kind of job.
    package var route: String?
    /// Older than the trace of this number.
    package var before: Int64?
    package var limit = TraceFilter.defaultPageSize

    package init() {}
}
