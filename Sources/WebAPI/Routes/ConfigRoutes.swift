import Domain
import Hummingbird
import Logging
import Primitives

/// What the browser is told of the configuration: the variables that start with `NEXT_PUBLIC_`, and where it reports its errors to.
struct ConfigRoutes: Sendable {
    let variables: [String: String]
    let version: String
    let errorProjects: ErrorProjects
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        // Open: the page asks before anybody is signed in. A credential that is sent is checked all the same, so that a client with a
        // bad one learns it at its first call.
        router.open("config", .get, gate, .showConfiguration) { [variables, version, gate] request, context, _ in
            _ = try await gate.principal(of: request.head)
            return .json(ConfigAnswer(variables: variables, version: version, errorsDSN: await errorsDSN(context)))
        }
    }

    /// A page without it works all the same.
    private func errorsDSN(_ context: APIContext) async -> String? {
        do {
            return try await errorProjects.pageDSN()
        } catch {
            context.logger.warning("the page was not told where to report errors", metadata: ["error": "\(error)"])
            return nil
        }
    }
}

/// The variables that a browser is told of, and what runs here.
struct ConfigAnswer: Sampled {
    let variables: [String: String]
    let version: String
    /// `nil` as long as the node has no workspace.
    let errorsDSN: String?

    static var sample: Self {
        Self(
            variables: ["NEXT_PUBLIC_APP_URL": "https://crm.example"], version: "1.0.0",
            errorsDSN: "https://9ec79c33ec9942ab8353589fcb2e04dc@crm.example/2")
    }

    func write(to json: inout JSONWriter) {
        var all = variables
        all["version"] = version
        all["errorsDsn"] = errorsDSN
        json.object { json in
            for name in all.keys.sorted() { json.member(named: name, all[name]) }
        }
    }
}
