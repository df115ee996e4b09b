/// The page learns what node this is and how one signs in.
struct SignInCheck {
    let client: SmokeClient

    func run() async throws -> String {
        let config = try await client.get("/api/v1/config").expecting(200).json(SmokeBody.Config.self)
        _ = try await client.get("/api/v1/sign-in/methods").expecting(200)
        // Nobody is let in by nothing.
        _ = try await client.carrying(nil).get("/api/v1/session").expecting(401)
        return "version \(config.version); nobody is let in without a sign-in"
    }
}
