/// Every type of event: its name on the wire, the kinds of room that hear it, whether it is kept, and what its payload holds.
///
/// A durable type comes out of a commit only; a client that tries to broadcast one is refused.
package enum EventType: String, CaseIterable, Sendable {
    case leadUpdated = "lead.updated"
    case leadJobStatus = "lead.job.status"

    /// Whether it is stored with the write that caused it, and replayed.
    package var isDurable: Bool {
        switch self {
        case .leadUpdated, .leadJobStatus: true
        }
    }

    package var rooms: [Room.Kind] {
        switch self {
        case .leadUpdated, .leadJobStatus: [.lead, .workspace]
        }
    }

    /// Members of the payload; one that may be missing ends in `?`.
    package var fields: [String] {
        switch self {
        case .leadUpdated: ["leadId", "status", "updatedAt", "version", "lead"]
        case .leadJobStatus: ["leadId", "job", "state", "progress", "progressText", "updatedAt", "error?"]
        }
    }

    /// Whether `name` is one that only a commit may send. Clients compare event names without regard to case, so this does too.
    static func isReserved(_ name: String) -> Bool {
        let name = name.lowercased()
        return allCases.contains { $0.isDurable && $0.rawValue == name }
    }
}
