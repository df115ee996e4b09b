extension Analysis {
    /// How well this lead can be approached, 0–100: the plain sum of its signals' points.
    package struct Score: Codable, Hashable, Sendable {
        package var total: Int
        package var signals: [Signal]

        init(_ signals: [Signal]) {
            self.signals = signals
            total = signals.reduce(0) { $0 + $1.points }
        }
    }

    /// One thing looked for, what it can bring and what it brought.
    package struct Signal: Codable, Hashable, Sendable {
        package var id: String
        package var label: String
        package var found: Bool
        /// The most points it can bring; the weights of all signals add up to 100.
        package var weight: Int
        package var points: Int
        /// Why these points.
        package var note: String?

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(id, forKey: .id)
            try container.encode(label, forKey: .label)
            try container.encode(found, forKey: .found)
            try container.encode(weight, forKey: .weight)
            try container.encode(points, forKey: .points)
            try container.encode(note, forKey: .note)
        }
    }
}
