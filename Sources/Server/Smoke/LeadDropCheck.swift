import FoundationEssentials
import NIOCore
import NIOHTTP1
import Primitives
import Realtime

/// A lead is dropped once, even when its request comes twice, and stands in the list.
struct LeadDropCheck {
    struct Drop: Sendable {
        let leadID: String
        /// Where the event log stood before the drop, so that all of the lead's events come after it.
        let cursor: EventCursor
        let at: ContinuousClock.Instant
    }

    /// The list is newest first: the lead is among these unless dozens more came in the same moment.
    private static let listPath = "/api/v1/leads?limit=50"

    let client: SmokeClient
    let leftovers: SmokeLeftovers
    /// Nobody else's: a project that knows duplicates must take it for none.
    private let company = "Smoke test \(Hex.encode(Secret.random(byteCount: 6).revealedBytes))"

    init(client: SmokeClient, leftovers: SmokeLeftovers) {
        self.client = client
        self.leftovers = leftovers
    }

    func run() async throws -> (found: Drop, detail: String) {
        let before = try await client.get(Self.listPath).expecting(200).json(SmokeBody.LeadList.self)
        let key = "smoke-\(Hex.encode(Secret.random(byteCount: 16).revealedBytes))"
        let at = ContinuousClock.now
        let first = try await drop(key: key).expecting(201).json(SmokeBody.Lead.self)
        guard !before.items.contains(where: { $0.id == first.id }), first.company == company else {
            throw NodeFault("a lead that was there before was answered to a new Idempotency-Key")
        }
        leftovers.add(lead: first.id)
        let second = try await drop(key: key).expecting(201, 200).json(SmokeBody.Lead.self)
        if second.company == company { leftovers.add(lead: second.id) }
        guard first.id == second.id else {
            throw NodeFault("the same Idempotency-Key made two leads, \(first.id) and \(second.id)")
        }
        let after = try await client.get(Self.listPath).expecting(200).json(SmokeBody.LeadList.self)
        guard after.items.contains(where: { $0.id == first.id && $0.company == company }) else {
            throw NodeFault("the list does not show the lead \(first.id)")
        }
        return (Drop(leadID: first.id, cursor: before.cursor, at: at), "lead \(first.id), listed, the same when sent again")
    }

    private func drop(key: String) async throws -> NodeAnswer {
        let body = ByteBuffer(bytes: try JSONEncoder().encode(["company": company]))
        return try await client.post("/api/v1/leads", json: body, headers: ["Idempotency-Key": key])
    }
}
