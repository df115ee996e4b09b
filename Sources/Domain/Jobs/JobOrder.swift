package import Primitives

/// A job that someone asks for over the API, as they wrote it; ``draft(for:trace:own:at:)`` makes it fit to keep or says every fault at once.
package struct JobOrder: Sendable {
    package struct Unique: Sendable {
        package var key: String?
        /// `active` is the one word there is.
        package var whileWord: String?
        package var periodSeconds: Double?
        package var onConflict: String?

        package init() {}
    }

    package struct Key: Sendable {
        package var name: String?
        package var concurrency: Int64?
        package var intervalSeconds: Double?

        package init() {}
    }

    package struct Backoff: Sendable {
        package var kind: String?
        package var firstSeconds: Double?
        package var longestSeconds: Double?
        package var seconds: [Double]?

        package init() {}
    }

    package var kind: String?
    package var queue: String?
    /// JSON text, known to be well-formed.
    package var arguments: String?
    package var priority: Int64?
    package var delaySeconds: Double?
    package var runAt: Timestamp?
    package var maxAttempts: Int64?
    package var timeoutSeconds: Int64?
    package var backoff: Backoff?
    package var unique: Unique?
    package var key: Key?
    package var subjectID: String?
    package var children: [JobOrder] = []
    package var onChildFailure: String?
    /// Where it stands in the body, as a JSON pointer.
    package let pointer: String

    package init(at pointer: String) {
        self.pointer = pointer
    }
}
