import Hummingbird

/// What the browser is told of the configuration: the variables that start with `NEXT_PUBLIC_`, and nothing else.
struct ConfigRoutes: Sendable {
    let variables: [String: String]
    let version: String
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        // Open: the page asks before anybody is signed in. A credential that is sent is checked all the same, so that a client with a
        // bad one learns it at its first call.
        router.open("config", .get, gate) { [variables, version, gate] request, _, _ in
            _ = try await gate.principal(of: request.head)
            return try Response.json(variables.merging(["version": version]) { _, version in version })
        }
    }
}
