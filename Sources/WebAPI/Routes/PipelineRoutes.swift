import Domain
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// The way of leads from stage to stage: moves, boards and reports.
struct PipelineRoutes: Sendable {
    /// Five hundred leads with their versions, or the fields of one with long notes.
    private static let bodyLimit = 131_072
    private static let defaultPageSize = 50

    let pipeline: Pipeline
    let gate: Gatekeeper
    let clock: WallClock

    func add(to router: some RouterMethods<APIContext>) {
        router.on("leads/{lead}/move", .post, gate, needs: .leadsWrite, Self.moveLead, use: move)
        router.on("leads/moves", .post, gate, needs: .leadsWrite, Self.moveLeads) { [pipeline] call in
            let order = try await call.request.json(BulkMove.self, upTo: Self.bodyLimit, in: call.context)
            return .json(try await pipeline.move(order, by: call.principal, key: call.idempotencyKey(), trace: call.trace))
        }
        router.on("leads/changes", .post, gate, needs: .leadsWrite, Self.changeLeads) { [pipeline] call in
            let order = try await call.request.json(BulkChange.self, upTo: Self.bodyLimit, in: call.context)
            return .json(try await pipeline.change(order, by: call.principal, key: call.idempotencyKey(), trace: call.trace))
        }
        router.on("projects/{project}/board", .get, gate, needs: .leadsRead, Self.showBoard) { [pipeline] call in
            let query = Query(call.request.uri)
            return .json(
                try await pipeline.board(
                    of: call.context.projectID(), LeadQuery(parameters: query.parameters),
                    limit: query.limit(upTo: Pipeline.columnLimit) ?? Self.defaultPageSize, for: call.principal))
        }
        router.on("projects/{project}/stages/{stage}/leads", .get, gate, needs: .leadsRead, Self.listColumn) { [pipeline] call in
            let query = Query(call.request.uri)
            let page = try await pipeline.column(
                call.context.stageID(), of: call.context.projectID(), LeadQuery(parameters: query.parameters), cursor: query["cursor"],
                limit: query.limit(upTo: Pipeline.columnLimit) ?? Self.defaultPageSize, for: call.principal)
            return .json(ListedAnswer(items: page.items, next: .some(page.next)))
        }
        router.on("projects/{project}/report", .get, gate, needs: .leadsRead, Self.showReport) { [pipeline, clock] call in
            let query = Query(call.request.uri)
            let period = try ReportPeriod(from: query["from"], to: query["to"], today: clock.now())
            return .json(try await pipeline.report(of: call.context.projectID(), period, for: call.principal))
        }
        router.on("projects/{project}/moves", .get, gate, needs: .leadsRead, Self.listMoves) { [pipeline] call in
            let query = Query(call.request.uri)
            let page = try await pipeline.moves(
                of: call.context.projectID() as ID<Project>, cursor: query["cursor"],
                limit: query.limit(upTo: Pipeline.movesLimit) ?? Self.defaultPageSize, for: call.principal)
            return .json(ListedAnswer(items: page.items, next: .some(page.next)))
        }
        router.on("leads/{lead}/moves", .get, gate, needs: .leadsRead, Self.listLeadMoves) { [pipeline] call in
            let query = Query(call.request.uri)
            let page = try await pipeline.moves(
                of: call.context.leadID() as ID<Lead>, cursor: query["cursor"],
                limit: query.limit(upTo: Pipeline.movesLimit) ?? Self.defaultPageSize, for: call.principal)
            return .json(ListedAnswer(items: page.items, next: .some(page.next)))
        }
    }

    @Sendable private func move(_ call: Call) async throws -> Response {
        let id = try call.context.leadID()
        let move = try LeadMove(try await call.request.mergePatch(upTo: Self.bodyLimit, in: call.context))
        return .json(
            versioned: try await pipeline.move(
                id, move, version: EntityVersion.expected(by: call.request), by: call.principal, key: call.idempotencyKey(),
                trace: call.trace))
    }
}

extension APIContext {
    func projectID() throws(Failure) -> ID<Project> {
        try id("project", missing: "There is no such project in this workspace.")
    }

    func stageID() throws(Failure) -> ID<Stage> {
        try id("stage", missing: "There is no such stage in this workspace.")
    }
}
