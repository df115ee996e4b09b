import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Primitives

/// Leads as one file.
struct ExportRoutes: Sendable {
    private static let filters: Set<String> = [
        "status", "stage", "owner", "tag", "project", "score_min", "score_max", "created_after", "created_before", "updated_after",
        "updated_before", "due_before", "archived", "trash", "q", "sort",
    ]

    let exports: Exports
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("leads/export", .get, gate, needs: .leadsExport, .exportLeads, use: export)
    }

    @Sendable private func export(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        guard let format = ExportFormat(rawValue: query["format"] ?? ExportFormat.csv.rawValue) else {
            let known = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(.invalidRequest, "The leads can't be written so.", fields: [FieldFault("format", "One of \(known).")])
        }
        let filters = query.parameters.filter { $0.name != "format" }
        // A list that is too long shows it; a file that holds too much is sent on before anybody looks.
        let unknown = Set(filters.map(\.name)).subtracting(Self.filters).sorted()
        guard unknown.isEmpty else {
            throw Failure(
                .invalidRequest, "The leads can't be filtered so.", fields: unknown.map { FieldFault($0, "There is no such filter.") })
        }
        let export = try await exports.begin(
            LeadQuery(parameters: filters), filters: query.names.filter { $0 != "format" }, as: format, act: call.act)
        return Response(
            status: .ok,
            headers: [
                .contentType: format.contentType, .contentDisposition: "attachment; filename=\"leads.\(format.rawValue)\"",
                .cacheControl: "no-store",
            ],
            body: ResponseBody { writer in
                var export = export
                while let part = try await export.next() { try await writer.write(ByteBuffer(string: part)) }
                try await writer.finish(nil)
            })
    }
}
