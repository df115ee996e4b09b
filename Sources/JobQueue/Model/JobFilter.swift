/// Which jobs a list shows.
package struct JobFilter: Sendable {
    /// `nil` for all of the node.
    package var workspaceID: String?
    package var state: JobState?
    package var queue: QueueName?
    package var kind: String?
    /// An id of a job, a subject or a trace; or part of the kind, key, error or arguments.
    package var text: String?

    package init(workspaceID: String?) {
        self.workspaceID = workspaceID
    }
}
