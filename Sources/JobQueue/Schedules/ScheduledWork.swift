package import Primitives

/// The job that one occurrence of a schedule asks for.
package struct ScheduledWork: Hashable, Sendable {
    package let workspaceID: String?
    package let queue: String
    package let kind: String
    /// JSON text.
    package let arguments: String
    package let priority: Int
    package let traceID: TraceID
    /// The same whenever the same occurrence asks; `nil` for a run that a person asked for.
    package let uniqueKey: String?
    package let scheduleID: ID<Schedule>
}
