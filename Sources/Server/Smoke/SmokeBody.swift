import Realtime

/// The parts of the node's answers that the checks look at, as the API promises them.
enum SmokeBody {
    struct Health: Decodable {
        let status: String
        let checks: [String: String]
    }

    struct Lead: Decodable {
        struct Failure: Decodable {
            let code: String
            let message: String
        }

        let id: String
        let company: String
        let status: String
        let failure: Failure?
    }

    struct LeadList: Decodable {
        let items: [Lead]
        let cursor: EventCursor
    }

    struct WarRoom: Decodable {
        let lead: Lead
        let dossier: Dossier?
    }

    struct Dossier: Decodable, Sendable {
        let pages: Int
        let byteCount: Int
        let url: String
    }
}
