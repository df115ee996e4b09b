import Primitives

/// The lead's room gives its `lead.job.status` events to a client that comes with a cursor.
struct RealtimeCheck {
    private static let event = "lead.job.status"

    let room: SmokeRoom

    func run() async throws -> String {
        let leadID = room.drop.leadID
        return try await room.hear(Self.event, after: {}) { broadcast, _ in
            let status = broadcast["payload"]?["payload"]
            guard status?["leadId"]?.string == leadID, let job = status?["job"]?.string, let state = status?["state"]?.string else {
                throw NodeFault("a \(Self.event) without the lead's id, job or state came")
            }
            let way = broadcast["meta"]?["replayed"]?.bool == true ? "replayed" : "live"
            return "\(Self.event) of \(job) (\(state)), \(way)"
        }
    }
}
