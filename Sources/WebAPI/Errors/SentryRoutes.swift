import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Primitives
import Telemetry

/// The two addresses to which stock SDKs report, `/api/{project}/envelope/` and the older `/api/{project}/store/`.
package struct SentryRoutes: Sendable {
    private static let keyHeader = HTTPField.Name("X-Sentry-Auth")
    private static let limitsHeader = HTTPField.Name("X-Sentry-Rate-Limits")

    let errors: ErrorsAPI
    let gate: Gatekeeper

    /// What each endpoint asks of whoever calls it, by its whole path.
    package var declarations: [AccessDeclarations.Declaration] {
        endpoints.map { AccessDeclarations.Declaration(method: "POST", path: "/" + $0.path, access: .projectKey) }
    }

    private typealias Handler = @Sendable (Request, APIContext) async throws -> Response

    private var endpoints: [(path: String, respond: Handler)] {
        [("api/{project}/envelope", envelope), ("api/{project}/store", store)]
    }

    /// - Parameter router: the outermost one, so that unknown paths below a project are answered here too.
    func add(to router: some RouterMethods<APIContext>) {
        _ = router.add(middleware: SentryDoor())
        for endpoint in endpoints { router.on(RouterPath(endpoint.path), method: .post, use: endpoint.respond) }
    }

    @Sendable private func envelope(_ request: Request, _ context: APIContext) async throws -> Response {
        var project = try await project(of: request, context)
        var reader = EnvelopeReader()
        let decoder = try BodyDecoder(encoding: request.headers[.contentEncoding], limit: EnvelopeReader.Limits.envelopeBytes)
        for try await part in try request.chunks(upTo: EnvelopeReader.Limits.bodyBytes, in: context) {
            try Self.feed(part, to: &reader, decoder)
            // An envelope may bring its key itself; without one nothing more of it is read.
            if project == nil, let header = reader.header { project = try await self.project(of: header, context) }
        }
        try decoder.finish()
        let envelope = try reader.finish()
        if project == nil, let header = reader.header { project = try await self.project(of: header, context) }
        guard let project else { throw SentryRefusal.missingKey }
        return try take(envelope, of: project, request, context)
    }

    @Sendable private func store(_ request: Request, _ context: APIContext) async throws -> Response {
        guard let project = try await project(of: request, context) else { throw SentryRefusal.missingKey }
        let body = try await request.collect(upTo: EnvelopeReader.Limits.eventBytes, in: context)
        let event = try BodyDecoder.decode(
            Array(body.readableBytesView), encoding: request.headers[.contentEncoding], limit: EnvelopeReader.Limits.eventBytes)
        return try take(SentryEnvelope(event: event), of: project, request, context)
    }

    private func take(
        _ envelope: SentryEnvelope, of project: ErrorProject, _ request: Request, _ context: APIContext
    ) throws(SentryRefusal) -> Response {
        let answer = try errors.ingest.take(
            envelope,
            of: SentryIngest.Project(
                id: project.id, budgetPerMinute: project.budgetPerMinute, keepsAddresses: project.keepsAddresses,
                isBuiltIn: project.kind != .service),
            from: gate.act(request.head, context.record).remoteAddress)
        var headers: HTTPFields = [:]
        if let name = Self.limitsHeader { headers[name] = SentryAnswer.unwanted }
        guard let limit = answer.limit else { return .json(SentryAccepted(eventID: answer.eventID), headers: headers) }
        context.record.errorCode = .rateLimited
        headers[.retryAfter] = "\(limit.seconds)"
        if let name = Self.limitsHeader { headers[name] = "\(limit.header), \(SentryAnswer.unwanted)" }
        let refusal = SentryRefusalAnswer(.tooManyRequests, .rateLimited, "the project reports more than it may", causes: [limit.reason])
        return .json(refusal, status: refusal.status, headers: headers)
    }

    private static func feed(_ part: ByteBuffer, to reader: inout EnvelopeReader, _ decoder: BodyDecoder) throws(SentryRefusal) {
        // A typed throw does not pass through `withUnsafeReadableBytes`.
        var fed = reader
        let outcome = part.withUnsafeReadableBytes { bytes in
            Result { () throws(SentryRefusal) in
                try decoder.feed(bytes) { (piece) throws(SentryRefusal) in try fed.feed(piece) }
            }
        }
        reader = fed
        try outcome.get()
    }

    // MARK: Whose report it is

    /// By the key in a header or in the query; `nil` when neither brings one.
    private func project(of request: Request, _ context: APIContext) async throws -> ErrorProject? {
        guard let id = context.parameters.get("project").flatMap({ ErrorProjectID($0) }) else { throw SentryRefusal.wrongKey }
        let key =
            SentryKey.inHeader(Self.keyHeader.flatMap { request.headers[$0] }) ?? SentryKey.inHeader(request.headers[.authorization])
            ?? Query(request.uri)["sentry_key"]
        guard let key else { return nil }
        return try await project(id, key: key, context)
    }

    /// By the DSN in the envelope itself.
    private func project(of header: SentryEnvelope.Header, _ context: APIContext) async throws -> ErrorProject {
        guard let dsn = header.dsn else { throw SentryRefusal.missingKey }
        guard context.parameters.get("project") == dsn.project.description else { throw SentryRefusal.wrongKey }
        return try await project(dsn.project, key: dsn.publicKey, context)
    }

    private func project(_ id: ErrorProjectID, key: String, _ context: APIContext) async throws -> ErrorProject {
        guard let project = try await errors.projects.project(id), constantTimeEqual(Array(project.publicKey.utf8), Array(key.utf8)) else {
            throw SentryRefusal.wrongKey
        }
        context.record.workspaceID = project.workspaceID.description
        return project
    }
}

/// That a report was taken, under which id.
private struct SentryAccepted: JSONWritable {
    let eventID: String?

    func write(to json: inout JSONWriter) {
        json.object { json in
            if let eventID { json.member("id", eventID) }
        }
    }
}
