/// The id of one story across request, write, job and event: the trace-id of W3C Trace Context (§3.2.2.3), 32 hexadecimal digits.
package struct TraceID: Hashable, Sendable, CustomStringConvertible, LosslessStringConvertible {
    package let description: String

    /// A new random id.
    package init() {
        var random = PooledRandom()
        self.init(high: random.next(), low: random.next() | 1)
    }

    private init(high: UInt64, low: UInt64) {
        description = String(unsafeUninitializedCapacity: 32) { text in
            Hex.write(high, digits: 16, to: text, at: 0)
            Hex.write(low, digits: 16, to: text, at: 16)
            return 32
        }
    }

    /// `nil` unless 32 lower-case hexadecimal digits, not all zero.
    package init?(_ description: String) {
        guard description.utf8.count == 32, description.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }),
            description.utf8.contains(where: { $0 != 48 })
        else { return nil }
        self.description = description
    }

    /// The one that the specification of `traceparent` shows (W3C Trace Context §3.2).
    package static let sample = Self("4bf92f3577b34da6a3ce929d0e0e4736") ?? Self()

    /// Takes the trace-id from a `traceparent` header (`00-<trace-id>-<parent-id>-<flags>`); `nil` when it is malformed.
    package init?(traceparent: String) {
        let parts = traceparent.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].utf8.count == 2, parts[0] != "ff", parts[2].utf8.count == 16, parts[3].utf8.count == 2 else {
            return nil
        }
        self.init(String(parts[1]))
    }
}

extension TraceID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = TraceID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a trace id")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
