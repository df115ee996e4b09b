import Domain
import FoundationEssentials
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Primitives
import Realtime

/// Imports: a table or a list becomes leads.
struct ImportRoutes: Sendable {
    /// A mapping of a thousand columns.
    private static let changeLimit = 131_072
    private static let defaultPageSize = 25
    private static let defaultPreviewSize = 20
    static let plainTypes: Set<String> = [
        "text/csv", "text/plain", "text/tab-separated-values", "application/csv", "application/vnd.ms-excel", "application/octet-stream",
    ]

    let imports: Imports
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("imports", .post, gate, needs: .leadsImport, .createImport, use: create)
        router.on("imports", .get, gate, needs: .leadsImport, .listImports, use: list)
        router.on("imports/{import}", .get, gate, needs: .leadsImport, .showImport, use: show)
        router.on("imports/{import}", .patch, gate, needs: .leadsImport, .changeImport, use: change)
        router.on("imports/{import}", .delete, gate, needs: .leadsImport, .removeImport, use: remove)
        router.on("imports/{import}/rows", .get, gate, needs: .leadsImport, .previewImport, use: preview)
        router.on("imports/{import}/report", .get, gate, needs: .leadsImport, .reportImport, use: report)
        router.on("imports/{import}/check", .post, gate, needs: .leadsImport, .checkImport) { call in
            let value = try await imports.check(try id(call), by: call.principal, trace: call.context.record.traceID)
            return .json(versioned: value, status: .accepted)
        }
        router.on("imports/{import}/start", .post, gate, needs: .leadsImport, .startImport) { call in
            let value = try await imports.start(try id(call), by: call.principal, trace: call.context.record.traceID)
            return .json(versioned: value, status: .accepted)
        }
        router.on("imports/{import}/cancellation", .post, gate, needs: .leadsImport, .cancelImport) { call in
            .json(versioned: try await imports.cancel(try id(call), by: call.principal, trace: call.context.record.traceID))
        }
    }

    private func id(_ call: Call) throws(Failure) -> ID<Import> {
        try call.context.id("import", missing: "There is no such import in this workspace.")
    }

    // MARK: Coming in

    /// The body is the file, or a pasted list as JSON.
    @Sendable private func create(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        let type = call.request.headers.single(.contentType)?.prefix { $0 != ";" }.lowercased().trimmingSpaces() ?? ""
        let value: Import
        if type == "application/json" {
            let text = try await pasted(call)
            value = try await imports.create(name: query["name"] ?? "list.txt", project: query["project"], by: call.principal) { intake in
                try await intake.pour(Array(text.utf8))
            }
        } else if Self.plainTypes.contains(type) {
            call.context.record.streamsBody()
            let chunks = try call.request.chunks(upTo: Int(clamping: imports.byteLimit), in: call.context)
            value = try await imports.create(name: query["name"], project: query["project"], by: call.principal) { intake in
                for try await chunk in chunks { try await intake.pour(Array(chunk.readableBytesView)) }
            }
        } else {
            throw Failure(.unsupportedMediaType, "Send the table as text/csv, or a pasted list as application/json: {\"text\": …}.")
        }
        return .json(versioned: value, status: .created, location: "/api/v1/imports/\(value.id)")
    }

    /// What a person pastes: far smaller than a file, and in memory as a whole.
    private static let pasteLimit = 2_097_152

    private func pasted(_ call: Call) async throws -> String {
        let body = try await call.request.jsonSlice(upTo: min(Self.pasteLimit, Int(clamping: imports.byteLimit)), in: call.context)
        var text: String?
        try BodyReader.read(body) { reader, name, value in
            guard name == "text" else { return false }
            text = reader.string(value, "/text", "")
            return true
        }
        guard let text else {
            throw Failure(.malformedBody, "The body does not have the expected shape.", fields: [FieldFault("/text", "This is missing.")])
        }
        return text
    }

    // MARK: Looking

    @Sendable private func list(_ call: Call) async throws -> Response {
        let place = try ListPlace(call, upTo: Imports.pageLimit, standard: Self.defaultPageSize)
        return place.answer(try await imports.list(for: call.principal, cursor: place.position, limit: place.limit))
    }

    @Sendable private func show(_ call: Call) async throws -> Response {
        .json(versioned: try await imports.show(try id(call), for: call.principal))
    }

    @Sendable private func preview(_ call: Call) async throws -> Response {
        let limit = try Query(call.request.uri).limit(upTo: Imports.previewLimit) ?? Self.defaultPreviewSize
        return .json(ListedAnswer(items: try await imports.preview(try id(call), for: call.principal, limit: limit)))
    }

    @Sendable private func report(_ call: Call) async throws -> Response {
        let report = try await imports.report(of: try id(call), for: call.principal)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"refused-rows.csv\"",
                .cacheControl: "no-store",
            ],
            body: ResponseBody { writer in
                var report = report
                while let part = try await report.next() { try await writer.write(ByteBuffer(string: part)) }
                try await writer.finish(nil)
            })
    }

    // MARK: Changing

    @Sendable private func change(_ call: Call) async throws -> Response {
        let body = try await call.request.jsonSlice(upTo: Self.changeLimit, in: call.context)
        let version = try EntityVersion.expected(by: call.request)
        return .json(
            versioned: try await imports.change(try id(call), to: try ImportChange(body), version: version, by: call.principal))
    }

    @Sendable private func remove(_ call: Call) async throws -> Response {
        try await imports.remove(try id(call), version: try EntityVersion.expected(by: call.request), by: call.principal)
        return Response(status: .noContent)
    }
}
