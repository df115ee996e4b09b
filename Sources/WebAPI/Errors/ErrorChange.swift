import Identity
import Primitives
import Telemetry

/// What somebody does about an error (RFC 7396).
struct ErrorChange: Decodable {
    let state: ErrorGroup.State?
    /// The outer `nil` leaves it, the inner takes it away.
    let assignee: ID<Person>??

    private enum CodingKeys: String, CodingKey {
        case state, assigneeId
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        state = try container.decodeIfPresent(String.self, forKey: .state).map { text in
            guard let state = ErrorGroup.State(rawValue: text) else {
                let all = ErrorGroup.State.allCases.map(\.rawValue).joined(separator: ", ")
                throw DecodingError.dataCorruptedError(forKey: .state, in: container, debugDescription: "One of \(all).")
            }
            return state
        }
        assignee = container.contains(.assigneeId) ? .some(try container.decode(ID<Person>?.self, forKey: .assigneeId)) : nil
    }
}
