/// The dropped lead becomes ready, with a dossier.
struct WarRoomCheck {
    /// Short beside what a lead takes, and no load for the node.
    private static let pause = Duration.milliseconds(250)

    let client: SmokeClient
    let drop: LeadDropCheck.Drop
    let patience: Duration

    func run() async throws -> (found: SmokeBody.Dossier, detail: String) {
        while true {
            let room = try await client.get("/api/v1/leads/\(drop.leadID)").expecting(200).json(SmokeBody.WarRoom.self)
            let sinceDrop = ContinuousClock.now - drop.at
            switch room.lead.status {
            case "ready":
                guard let dossier = room.dossier else { throw NodeFault("the lead is ready, but has no dossier") }
                return (dossier, "ready \(sinceDrop.inSeconds) after the drop")
            case "failed":
                let reason = room.lead.failure.map { "\($0.code) (\($0.message))" } ?? "no reason given"
                throw NodeFault("the lead failed: \(reason)")
            default:
                guard sinceDrop < patience else {
                    throw NodeFault("the lead is still \(room.lead.status) \(sinceDrop.inSeconds) after the drop")
                }
            }
            try await Task.sleep(for: Self.pause)
        }
    }
}
