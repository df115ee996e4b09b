import NIOHTTP1

/// Takes away what the test dropped, with all that hangs on it: dossier, channel, messages, file, history, jobs, events.
struct CleanUpCheck {
    /// A job that runs while its lead is erased stays in the list of jobs; so the lead's are let come to their end.
    private static let patience = Duration.seconds(10)
    private static let pause = Duration.milliseconds(100)

    let client: SmokeClient
    let leadIDs: [String]

    func run() async throws -> String {
        var isErased = true
        for id in leadIDs { isErased = try await remove(id) && isErased }
        let leads = leadIDs.count == 1 ? "the lead" : "\(leadIDs.count) leads"
        return isErased ? "\(leads) and all that hangs on it erased" : "\(leads) in the trash: this token may not erase"
    }

    /// Whether it is erased; else it is in the trash.
    private func remove(_ id: String) async throws -> Bool {
        let path = "/api/v1/leads/\(id)"
        let start = ContinuousClock.now
        while try await isUnderWay(path), ContinuousClock.now - start < Self.patience { try await Task.sleep(for: Self.pause) }
        if try await client.post(path + "/erasure").expecting(200, 403, 404).status != 403 {
            _ = try await client.get(path).expecting(404)
            return true
        }
        let room = try await client.get(path).expecting(200).json(SmokeBody.WarRoom.self)
        _ = try await client.delete(path, headers: ["If-Match": "\"\(room.lead.version)\""]).expecting(204)
        return false
    }

    private func isUnderWay(_ path: String) async throws -> Bool {
        let answer = try await client.get(path).expecting(200, 404)
        guard answer.status == 200 else { return false }
        return !["ready", "failed", "idle"].contains(try answer.json(SmokeBody.WarRoom.self).lead.status)
    }
}
