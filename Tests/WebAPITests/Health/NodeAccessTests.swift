import HTTPTypes
import Primitives
import Testing

@testable import WebAPI

/// Who may not: every endpoint about the health and the alerts of the node, asked by everyone who is refused.
struct NodeAccessTests {
    private static let ours = ["/health", "/alert"]

    @Test func `Members and viewers, tokens, and the owner of another workspace are refused`() async throws {
        try await withJobsAPI { world in
            let declared = world.api.gate.declarations.all.filter { declaration in
                Self.ours.contains { declaration.path.hasPrefix($0) }
            }
            #expect(declared.count == 11)
            for declaration in declared {
                guard case .node = declaration.access else {
                    Issue.record("\(declaration.path) is not of the node")
                    continue
                }
                let path = declaration.path.replacing("{name}", with: "diskSpace")
                let method = try #require(HTTPRequest.Method(declaration.method))
                for name in ["member", "viewer", "worker", "form", "stranger", "strange worker"] {
                    let answer = try await world.call(method, path, "{}", as: name)
                    #expect(answer.code == .forbidden, "\(declaration.method) \(declaration.path) as \(name)")
                }
                #expect(try await world.call(method, path, "{}", as: "nobody").code == .unauthenticated)
            }
        }
    }

    @Test func `Owners and admins of the home workspace see the node`() async throws {
        try await withJobsAPI { world in
            for name in ["owner", "admin"] {
                let answer = try await world.call(.get, "/health", as: name)
                #expect(answer.status == 200)
            }
        }
    }
}
