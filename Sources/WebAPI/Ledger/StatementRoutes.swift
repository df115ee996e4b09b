import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Primitives

/// Statements of what somebody is owed and was paid.
struct StatementRoutes: Sendable {
    private enum Format: String, CaseIterable {
        case json, csv, pdf
    }

    let statements: Statements
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on(
            "statements", .get, gate, needs: .payoutsRead,
            Operation(
                id: "showStatement", summary: "What somebody is owed and was paid, from one day through another",
                detail: "Without ledger.read one's own alone. Positive amounts are owed to the person.",
                parameters: [
                    .init("person", .id, "Oneself without it"), .init("from", .day, required: true, "The first day"),
                    .init("to", .day, required: true, "The last day"),
                    .init("format", .oneOf(Format.allCases.map(\.rawValue)), "json without it"),
                ],
                answers: [.json(Statement.self), .bytes(contentType: "text/csv; charset=utf-8"), .bytes(contentType: "application/pdf")],
                failures: [.invalidRequest, .notFound]), use: show)
    }

    @Sendable private func show(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        guard let format = Format(rawValue: query["format"] ?? Format.json.rawValue) else {
            let known = Format.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(.invalidRequest, "The statement can't be written so.", fields: [FieldFault("format", "One of \(known).")])
        }
        guard let from = try query.day("from"), let through = try query.day("to") else {
            throw Failure(
                .invalidRequest, "A statement is of some days.",
                fields: ["from", "to"].filter { query[$0] == nil }.map { FieldFault($0, "A day like 2030-01-31.") })
        }
        let statement = try await statements.statement(
            of: query.id("person", of: "a person"), from: from, through: through, for: call.principal)
        switch format {
        case .json: return .json(statement)
        case .csv: return Self.file(ByteBuffer(string: StatementCSV.text(of: statement)), "text/csv; charset=utf-8", statement, format)
        case .pdf:
            let bytes = try await statements.document(of: statement, for: call.principal)
            return Self.file(ByteBuffer(bytes: bytes), "application/pdf", statement, format)
        }
    }

    private static func file(_ body: ByteBuffer, _ type: String, _ statement: Statement, _ format: Format) -> Response {
        let name = "statement-\(statement.from)-\(statement.to).\(format.rawValue)"
        return Response(
            status: .ok,
            headers: [
                .contentType: type, .contentLength: String(body.readableBytes),
                .contentDisposition: "attachment; filename=\"\(name)\"", .cacheControl: "no-store",
            ], body: ResponseBody(byteBuffer: body))
    }
}
