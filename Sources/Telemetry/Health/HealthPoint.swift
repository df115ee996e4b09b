package import Primitives

/// A health metric at a time of the past.
package struct HealthPoint: Sendable, Hashable {
    package let at: Timestamp
    /// `nil` where the node did not run, or nothing was seen.
    package let value: Double?
}

extension HealthPoint: Sampled {
    package static var sample: Self { Self(at: Timestamp(seconds: 1_767_225_600), value: 0.08) }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("at", at)
            json.member("value", value)
        }
    }
}
