package import Primitives

/// In whose name a ``DirectBroadcast`` goes out.
package struct DirectSender: Sendable {
    /// The person; `nil` for a workspace's key.
    package let actorID: ID<Subject>?
    package let name: String
    package let traceID: TraceID

    package init<Person: ~Copyable>(person: ID<Person>?, name: String, traceID: TraceID) {
        actorID = person.map { ID<Subject>(high: $0.high, low: $0.low) }
        self.name = name
        self.traceID = traceID
    }
}
