import Hummingbird
import Primitives

/// What the browser is told of the configuration: the variables that start with `NEXT_PUBLIC_`, and nothing else.
struct ConfigRoutes: Sendable {
    let variables: [String: String]
    let version: String
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        // Open: the page asks before anybody is signed in. A credential that is sent is checked all the same, so that a client with a
        // bad one learns it at its first call.
        router.open("config", .get, gate, .showConfiguration) { [variables, version, gate] request, _, _ in
            _ = try await gate.principal(of: request.head)
            return .json(ConfigAnswer(variables: variables, version: version))
        }
    }
}

/// The variables that a browser is told of, and what runs here.
struct ConfigAnswer: Sampled {
    let variables: [String: String]
    let version: String

    static var sample: Self { Self(variables: ["NEXT_PUBLIC_APP_URL": "https://crm.example"], version: "1.0.0") }

    func write(to json: inout JSONWriter) {
        let all = variables.merging(["version": version]) { _, version in version }
        json.object { json in
            for name in all.keys.sorted() { json.member(named: name, all[name]) }
        }
    }
}
