import Domain
import HTTPServing
import Hummingbird
import Identity
import Primitives

/// The analyses that a lead has had.
struct AnalysisRoutes: Sendable {
    let analyses: Analyses
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("leads/{lead}/analyses", .get, gate, needs: .leadsRead, .listAnalyses, use: list)
        router.on("leads/{lead}/analyses/{analysis}", .get, gate, needs: .leadsRead, .showAnalysis, use: show)
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        .json(ListedAnswer(items: try await analyses.versions(of: try lead(in: call.context), for: call.principal)))
    }

    @Sendable private func show(_ call: Call) async throws -> Response {
        let lead = try lead(in: call.context)
        guard let id = call.context.parameters.get("analysis").flatMap({ ID<Analysis>($0) }) else {
            throw Failure(.notFound, "There is no such analysis of this lead.")
        }
        return .json(try await analyses.version(id, of: lead, for: call.principal))
    }

    private func lead(in context: APIContext) throws -> ID<Lead> {
        guard let id = context.parameters.get("lead").flatMap({ ID<Lead>($0) }) else {
            throw Failure(.notFound, "There is no such lead in this workspace.")
        }
        context.record.leadID = id.description
        return id
    }
}
