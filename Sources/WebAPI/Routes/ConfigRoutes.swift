import Hummingbird

/// What the browser is told of the configuration: the variables that start with `NEXT_PUBLIC_`, and nothing else.
struct ConfigRoutes: Sendable {
    let variables: [String: String]
    let version: String

    func add(to router: some RouterMethods<APIContext>) {
        router.get("config") { [variables, version] _, _ in
            try Response.json(variables.merging(["version": version]) { _, version in version })
        }
    }
}
