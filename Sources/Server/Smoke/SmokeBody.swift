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
        let projectId: String
        let stageId: String
        let company: String
        let status: String
        let failure: Failure?
        let version: Int64
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

    struct Stage: Decodable, Sendable {
        let id: String
        let name: String
        let kind: String
        let requiredFields: [String]
    }

    struct StageList: Decodable {
        let items: [Stage]
    }

    struct Message: Decodable {
        struct Attachment: Decodable {
            let url: String?
        }

        let id: String
        let attachments: [Attachment]
    }

    struct Upload: Decodable {
        let key: String
        let url: String
    }

    struct Config: Decodable {
        let version: String
    }

    struct LedgerVerification: Decodable {
        let ok: Bool
        let fault: String?
        let transactions: Int64
    }
}
