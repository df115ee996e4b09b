import NIOHTTP1

/// Takes away what the test dropped, with all that hangs on it: dossier, channel, messages, file, history, jobs, events.
struct CleanUpCheck {
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
        if try await client.post(path + "/erasure").expecting(200, 403, 404).status != 403 {
            _ = try await client.get(path).expecting(404)
            return true
        }
        let room = try await client.get(path).expecting(200).json(SmokeBody.WarRoom.self)
        _ = try await client.delete(path, headers: ["If-Match": "\"\(room.lead.version)\""]).expecting(204)
        return false
    }
}
