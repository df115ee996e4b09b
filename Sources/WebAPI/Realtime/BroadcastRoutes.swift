import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Primitives
import Realtime

/// Broadcasts without a socket: a batch, or one message whose topic and event stand in the path.
package struct BroadcastRoutes: Sendable {
    /// As much as one message over a socket may be.
    private static let batchByteLimit = 5 * 1_024 * 1_024
    private static let keyHeader = HTTPField.Name("apikey")

    let endpoint: PhoenixEndpoint
    let gate: Gatekeeper
    let topics: TopicAccess

    /// What each endpoint asks of whoever calls it, by its whole path.
    package var declarations: [AccessDeclarations.Declaration] {
        endpoints.map { AccessDeclarations.Declaration(method: "POST", path: BroadcastDoor.path + $0.path, access: .topic) }
    }

    private typealias Handler = @Sendable (Request, APIContext) async throws -> Response

    private var endpoints: [(path: String, respond: Handler)] { [("", batch), ("/{topic}/events/{event}", single)] }

    /// - Parameter router: the outermost one, so that unknown paths below the prefix are answered here too.
    func add(to router: some RouterMethods<APIContext>) {
        _ = router.add(middleware: BroadcastDoor())
        for endpoint in endpoints { router.on(RouterPath(BroadcastDoor.path + endpoint.path), method: .post, use: endpoint.respond) }
    }

    @Sendable private func batch(_ request: Request, _ context: APIContext) async throws -> Response {
        let credential = try await credential(of: request, context)
        let body = try await request.collect(upTo: Self.batchByteLimit, in: context)
        let batch = try BroadcastBatch(body, payloadLimit: endpoint.limits.broadcastBytes)
        // What is refused is dropped without a word, as clients know it.
        _ = try await send(batch.messages, by: credential, context)
        return Response(status: .accepted)
    }

    @Sendable private func single(_ request: Request, _ context: APIContext) async throws -> Response {
        let credential = try await credential(of: request, context)
        let message = try await SingleBroadcast.read(request, in: context, payloadLimit: endpoint.limits.broadcastBytes)
        if let refusal = try await send([message], by: credential, context).compactMap(\.self).first {
            if refusal == .notAnObject { throw BroadcastError.parameter("payload", "is invalid") }
            throw BroadcastError(.forbidden, refusal.message(for: message))
        }
        return Response(status: .accepted)
    }

    private func send(
        _ messages: [DirectBroadcast], by credential: RecognizedCredential, _ context: APIContext
    ) async throws -> [DirectRefusal?] {
        guard endpoint.allowance(of: credential.principal.bearer).takeMessages(messages.count) else { throw BroadcastError.tooFast }
        return try await endpoint.broadcast(messages, traceID: context.record.traceID) { [topics] in try await topics.decide($0, credential)
        }
    }

    /// Who sends: a token says more than the key beside it, but both have to be good. The query counts for nothing here.
    private func credential(of request: Request, _ context: APIContext) async throws -> RecognizedCredential {
        var credential: RecognizedCredential?
        let key = Self.keyHeader.flatMap { request.headers[$0] }.given
        for text in [key, try gate.bearer(of: request.head)].compactMap(\.self) {
            credential = try await gate.credential(ofToken: text)
            guard credential != nil else { throw BroadcastError.unauthorized }
        }
        guard let credential else { throw BroadcastError.unauthorized }
        context.record.workspaceID = credential.principal.workspaceID.description
        context.record.userID = credential.principal.personID?.description
        return credential
    }
}
