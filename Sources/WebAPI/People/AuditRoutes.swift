import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Primitives

/// The audit log of a workspace, in pages or as a whole.
struct AuditRoutes: Sendable {
    let audit: AuditLog
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("audit", .get, gate, needs: .auditRead, .listAudit, use: list)
        router.on("audit.csv", .get, gate, needs: .auditRead, .exportAudit, use: export)
    }

    private func filter(_ query: Query) throws(Failure) -> AuditFilter {
        var filter = AuditFilter(action: query["action"])
        if let actor = query["actor"] {
            guard let id = ID<Person>(actor) else {
                throw Failure(.invalidRequest, "The log can't be filtered so.", fields: [FieldFault("actor", "the id of a person")])
            }
            filter.actorID = id
        }
        return filter
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        let place = try ListPlace(call, upTo: AuditLog.pageLimit, standard: AuditLog.defaultPageSize)
        let page = try await audit.list(
            in: call.principal.workspaceID, filter: try filter(query), limit: place.limit, cursor: place.position)
        return place.answer(page.items.map { AuditEntryAnswer($0) }, next: page.next)
    }

    /// Everything that the filter lets through, page by page, so that no answer is held in memory.
    @Sendable private func export(_ call: Call) async throws -> Response {
        let filter = try filter(Query(call.request.uri))
        let (audit, workspace) = (audit, call.principal.workspaceID)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"audit.csv\"",
                .cacheControl: "no-store",
            ],
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: AuditCSV.header))
                var cursor: String?
                repeat {
                    let page = try await audit.list(in: workspace, filter: filter, limit: AuditLog.pageLimit, cursor: cursor)
                    try await writer.write(ByteBuffer(string: page.items.map(AuditCSV.line).joined()))
                    cursor = page.next
                } while cursor != nil
                try await writer.finish(nil)
            })
    }
}

extension HTTPField.Name {
    static var contentDisposition: HTTPField.Name {
        guard let name = HTTPField.Name("Content-Disposition") else { preconditionFailure("the name is a token") }
        return name
    }
}
