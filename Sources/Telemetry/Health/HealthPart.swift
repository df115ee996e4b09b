package import Primitives

/// One endpoint or queue of a health metric.
package struct HealthPart: Sendable, Hashable, Codable {
    package let name: String
    package let value: Double?
    package let state: HealthMetric.State
}

extension HealthPart: Sampled {
    package static var sample: Self { Self(name: "createLead", value: 0.08, state: .ok) }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("name", name)
            json.member("value", value)
            json.member("state", state.rawValue)
        }
    }
}
