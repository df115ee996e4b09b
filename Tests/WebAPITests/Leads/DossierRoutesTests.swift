import DataStore
import Domain
import HTTPTypes
import Identity
import Primitives
import Testing

@testable import WebAPI

struct DossierRoutesTests {
    /// The path of the dossiers of a lead that is ready, had it an analysis.
    private func path(in world: JobsWorld) async throws -> String {
        try await world.api.store.write { tx in
            let workspace = try #require(try Workspaces.find(world.workspace, in: tx))
            try Projects.createDefault(for: workspace, at: .now(), in: tx)
        }
        let answer = try await world.call(.post, "/leads", #"{"company":"Acme"}"#)
        #expect(answer.status == 201)
        let id = answer.id
        try await world.api.store.write { tx in try tx.execute("UPDATE lead SET status = 'ready' WHERE id = ?", [id]) }
        return "/leads/\(id)/dossiers"
    }

    private func addAnalysis(to path: String, in world: JobsWorld) async throws {
        let id = String(path.split(separator: "/")[1])
        try await world.api.store.write { tx in
            try tx.execute(
                "INSERT INTO analysis (id, lead_id, score, analyzer, content, created_at) VALUES (?, ?, 1, 'builtin', '{}', 0)",
                ["analysis-of-\(id)", id])
        }
    }

    @Test func `Who may not write leads has no dossier rendered, and a stranger's lead is not there`() async throws {
        try await withJobsAPI { world in
            let path = try await path(in: world)
            try await addAnalysis(to: path, in: world)
            for (name, status) in [("viewer", 403), ("worker", 403), ("form", 403), ("stranger", 404), ("nobody", 401)] {
                #expect(try await world.call(.post, path, as: name).status == status, "\(name)")
            }
            for (name, status) in [("viewer", 200), ("form", 403), ("stranger", 404), ("nobody", 401)] {
                #expect(try await world.call(.get, path, as: name).status == status, "\(name)")
            }
            #expect(try await world.call(.post, "/leads/nonsense/dossiers").code == .notFound)
        }
    }

    @Test func `A dossier is asked for once, and only from an analysis`() async throws {
        try await withJobsAPI { world in
            let path = try await path(in: world)
            #expect(try await world.call(.post, path).code == .conflict)
            try await addAnalysis(to: path, in: world)
            let asked = try await world.call(.post, path, as: "member")
            #expect(asked.status == 202)
            #expect(asked["status"]?.string == "rendering")
            #expect(asked.headers[.eTag] != nil)
            #expect(try await world.call(.post, path).code == .conflict)
            #expect(try await world.call(.get, path)["items"]?.array == [])
        }
    }
}
