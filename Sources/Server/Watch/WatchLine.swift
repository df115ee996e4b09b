import FoundationEssentials
import Primitives
import Realtime

/// An event as one line of a terminal or pipe.
package enum WatchLine: Sendable {
    case json
    case pretty

    /// What fits beside time, type and id.
    private static let payloadByteLimit = 120

    func text(of event: WatchedEvent) throws -> String {
        switch self {
        case .json:
            var members = event.members
            if let place = event.place { members["cursor"] = .string("\(place.epoch):\(place.seq)") }
            return try Self.json(.object(members))
        case .pretty:
            let members = event.members
            // An ISO moment's time of day; the day is known to whoever looks.
            let time = members["emittedAt"]?.string.map { String($0.dropFirst(11).prefix(8)) } ?? "--:--:--"
            let payload = try Self.json(Self.inShort(members["payload"] ?? .null))
            let shown = payload.prefix(utf8: Self.payloadByteLimit)
            let parts = [time, members["type"]?.string ?? "?", members["entityId"]?.string ?? "-", shown + (shown == payload ? "" : "…")]
            return parts.map { $0.singleLine() }.joined(separator: "  ")
        }
    }

    /// Without what is empty, and without what holds more than one value.
    private static func inShort(_ payload: JSONValue) -> JSONValue {
        guard let members = payload.object else { return payload }
        return .object(
            members.filter { _, value in
                switch value {
                case .null, .array, .object: false
                case .bool, .integer, .number, .string: true
                }
            })
    }

    private static func json(_ value: JSONValue) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
