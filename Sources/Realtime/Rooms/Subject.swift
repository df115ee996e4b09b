package import Primitives

/// Whatever a room or an event is about; which kinds of things there are is known above this module.
package enum Subject {}

extension ID where Entity == Subject {
    package init<Other: ~Copyable>(_ other: ID<Other>) {
        self.init(high: other.high, low: other.low)
    }
}

extension ID where Entity: ~Copyable {
    /// The same id as an id of `Other`; for the one place that knows the kind from elsewhere.
    package init(of subject: ID<Subject>) {
        self.init(high: subject.high, low: subject.low)
    }
}
