/// What an external worker asks for.
package struct LeaseOrder: Sendable {
    package static let kindLimit = 32
    package static let counts = 1...100
    package static let durations = Duration.seconds(5)...Duration.seconds(3_600)
    package static let waits = Duration.zero...Duration.seconds(60)

    package var workspaceID: String
    package var kinds: [String]
    package var count = 1
    package var duration = Duration.seconds(60)
    /// How long to wait for a job when there is none.
    package var wait = Duration.zero
    /// The worker's name, for people.
    package var worker: String?

    package init(workspaceID: String, kinds: [String]) {
        self.workspaceID = workspaceID
        self.kinds = kinds
    }
}
