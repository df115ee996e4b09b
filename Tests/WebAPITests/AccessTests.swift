import Foundation
import HTTPTypes
import Hummingbird
import Identity
import Primitives
import Testing

@testable import WebAPI

struct AccessTests {
    private static let prefix = "/api/v1"
    /// What is no call of the API: liveness, readiness, metrics, its own description, files that a signature opens, forms that their key opens and nothing else.
    private static let undeclared: Set<String> = [
        "GET /health", "GET /ready", "GET /metrics", "GET /api", "GET /api/openapi.json", "GET /files/{object}/{name}", "GET /f/{key}",
        "POST /f/{key}",
        "OPTIONS /f/{key}",
        "GET /unsubscribe/{link}", "POST /unsubscribe/{link}",
    ]

    @Test func `Every endpoint says what it asks of whoever calls it`() async throws {
        try await withAPI { api in
            let routes = api.router.routes.map { "\($0.method.rawValue) \($0.path)" }.filter { route in
                !route.contains("/auth/v1") && !route.contains("/realtime/v1") && !route.contains("/storage/v1")
                    && !route.contains("/api/{project}")
            }
            let declared = Set(api.gate.declarations.all.map { "\($0.method) \(Self.prefix)\($0.path)" })
            #expect(Set(routes).subtracting(declared) == Self.undeclared)
            #expect(declared.isSubset(of: routes))
            #expect(declared.count > 30)
            let broadcasts = Set(api.broadcasts.declarations.map { "\($0.method) \($0.path)" })
            let storage = Set(api.storage.declarations.map { "\($0.method) \($0.path)" })
            #expect(storage == Set(api.router.routes.map { "\($0.method.rawValue) \($0.path)" }.filter { $0.contains("/storage/v1") }))
            let reports = Set(api.sentry.declarations.map { "\($0.method) \($0.path)" })
            #expect(reports == Set(api.router.routes.map { "\($0.method.rawValue) \($0.path)" }.filter { $0.contains("/api/{project}") }))
            #expect(broadcasts == Set(api.router.routes.map { "\($0.method.rawValue) \($0.path)" }.filter { $0.contains("/realtime/v1") }))
        }
    }

    /// Run with `UPDATE_DOCS=1` to write the page anew.
    @Test func `The page of permissions is what the code says`() async throws {
        try await withAPI { api in
            _ = api.router
            let path = FileManager.default.currentDirectoryPath + "/docs/permissions.md"
            let page = Self.page(
                api.gate.declarations.all,
                wire: api.auth.declarations + api.broadcasts.declarations + api.storage.declarations + api.sentry.declarations)
            if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" { try Data(page.utf8).write(to: URL(filePath: path)) }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == page)
        }
    }

    private static func page(
        _ declarations: [AccessDeclarations.Declaration], wire: [AccessDeclarations.Declaration]
    ) -> String {
        let own = declarations.map { (prefix + $0.path, $0) }
        let rows = (own + wire.map { ($0.path, $0) }).map { path, declaration in
            let access =
                switch declaration.access {
                case .open: "open"
                case .credential: "any credential"
                case .signedIn: "signed in"
                case .projectKey: "the key of the error project"
                case .topic: "may broadcast to the topic"
                case .permission(let permission): "`\(permission.rawValue)`"
                case .node(let permission): "`\(permission.rawValue)` in the home workspace"
                }
            return "| \(declaration.method) | `\(path)` | \(access) |"
        }
        return """
            # Who may do what

            Written by a test from the one table in `Sources/Identity/Principals/PermissionTable.swift` and from what each endpoint declares;
            the test fails when this page says anything else.

            ## Permissions

            \(PermissionTable.markdown)
            A token has the scopes that it was made with, and never more than its maker has at the moment. A workspace that waits to be
            deleted leaves its owners what reads, and the restoring; everybody else and every token and key is out.

            ## Endpoints

            Whoever belongs to another workspace gets 404 for what is in this one, not 403: not even that it exists. In the bucket `leads`
            the storage asks for `leads.read` where this page says `files.read`, and for `leads.write` in place of `files.write`;
            in the bucket `chat` for `chat.read` and `channels.manage`.

            | method | path | asks for |
            |---|---|---|
            \(rows.joined(separator: "\n"))

            """
    }
}
