package import Primitives

/// A trace in a list.
package struct TraceSummary: Sendable {
    package let id: Int64
    package let traceID: TraceID
    /// Of what began it: the request's method and route, or the kind of job.
    package let name: String
    package let kind: String
    package let startedAt: Timestamp
    /// Of its longest part: what waited between two was nobody's work.
    package let duration: Duration
    package let isFailed: Bool
    package let spanCount: Int
    package let workspaceID: String?

    package init(
        id: Int64, traceID: TraceID, name: String, kind: String, startedAt: Timestamp, duration: Duration, isFailed: Bool, spanCount: Int,
        workspaceID: String?
    ) {
        self.id = id
        self.traceID = traceID
        self.name = name
        self.kind = kind
        self.startedAt = startedAt
        self.duration = duration
        self.isFailed = isFailed
        self.spanCount = spanCount
        self.workspaceID = workspaceID
    }
}
