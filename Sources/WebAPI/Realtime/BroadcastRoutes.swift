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
    /// How many sockets' worth one sender may send.
    private static let socketsPerSender = 20
    private static let keyHeader = HTTPField.Name("apikey")

    /// Whose budget a message is taken from. Keys have no id of their own, but one workspace.
    private struct Sender: Hashable {
        let credential: Principal.Credential
        let workspaceID: ID<Workspace>

        init(_ principal: Principal) {
            credential = principal.credential
            workspaceID = principal.workspaceID
        }
    }

    let endpoint: PhoenixEndpoint
    let gate: Gatekeeper
    /// Decides for a principal as about a join.
    let authoriser: @Sendable (Principal) -> Authorise
    private let budgets: SenderBudgets<Sender>

    init(endpoint: PhoenixEndpoint, gate: Gatekeeper, authoriser: @Sendable @escaping (Principal) -> Authorise) {
        self.endpoint = endpoint
        self.gate = gate
        self.authoriser = authoriser
        budgets = SenderBudgets(perSecond: endpoint.limits.messagesPerSecond * Self.socketsPerSender)
    }

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
        let principal = try await principal(of: request, context)
        let body = try await request.collect(upTo: Self.batchByteLimit, in: context)
        let batch = try BroadcastBatch(body, payloadLimit: endpoint.limits.broadcastBytes)
        // What is refused is dropped without a word, as clients know it.
        _ = try await send(batch.messages, by: principal, context)
        return Response(status: .accepted)
    }

    @Sendable private func single(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try await principal(of: request, context)
        let message = try await SingleBroadcast.read(request, in: context, payloadLimit: endpoint.limits.broadcastBytes)
        if let refusal = try await send([message], by: principal, context).compactMap(\.self).first {
            if refusal == .notAnObject { throw BroadcastError.parameter("payload", "is invalid") }
            throw BroadcastError(.forbidden, refusal.message(for: message))
        }
        return Response(status: .accepted)
    }

    private func send(_ messages: [DirectBroadcast], by principal: Principal, _ context: APIContext) async throws -> [DirectRefusal?] {
        guard budgets.take(messages.count, from: Sender(principal)) else { throw BroadcastError.tooFast }
        let sender = DirectSender(
            person: principal.personID, name: principal.displayName.description, traceID: context.record.traceID)
        return try await endpoint.broadcast(messages, from: sender, authorise: authoriser(principal))
    }

    /// Who sends: a token says more than the key beside it, but both have to be good. The query counts for nothing here.
    private func principal(of request: Request, _ context: APIContext) async throws -> Principal {
        let key = Self.keyHeader.flatMap { request.headers[$0] }.given
        var principal: Principal?
        if let key {
            principal = try await gate.principal(ofToken: key)
            guard principal != nil else { throw BroadcastError.unauthorized }
        }
        principal = try await gate.principal(of: request.head) ?? principal
        guard let principal else { throw BroadcastError.unauthorized }
        context.record.workspaceID = principal.workspaceID.description
        context.record.userID = principal.personID?.description
        return principal
    }
}
