import FoundationEssentials
import HTTPServing
import HTTPTypes
import HummingbirdCore
import Identity
import NIOCore
import Primitives
import Realtime

/// Lets sockets in at `/realtime/v1/websocket`, and decides which rooms they may hear.
struct RealtimeDoor: Sendable {
    static let path = "/realtime/v1/websocket"

    let endpoint: PhoenixEndpoint
    let gate: Gatekeeper
    let topics: TopicAccess
    let clock: WallClock

    var route: WebSocketRoute {
        WebSocketRoute(path: Self.path) { request in
            do {
                return try await decide(request)
            } catch let failure as Failure {
                return .refuse(failure, traceID: request.record.traceID)
            } catch {
                return .refuse(Failure(.internalError, "The socket could not be opened. Try again."), traceID: request.record.traceID)
            }
        }
    }

    private func decide(_ request: WebSocketRequest) async throws -> WebSocketDecision {
        let query = Query(URI(request.head.path ?? ""))
        guard let version = PhoenixVersion(query: query["vsn"]) else {
            throw Failure(.forbidden, "This node speaks vsn 1.0.0 and 2.0.0.")
        }
        let text = try query["apikey"] ?? gate.bearer(of: request.head)
        let known = if let text { try await gate.credential(ofToken: text) } else { RecognizedCredential?.none }
        guard known != nil || text == nil else { throw Gatekeeper.badCredential }
        if let bearer = known?.principal.bearer, bearer.credentialID != nil, !endpoint.allowance(of: bearer).takeSocket() {
            throw Failure(.rateLimited, "Too many sockets were opened. Wait a few seconds.", retryAfter: .seconds(5))
        }
        let authorise = authoriser(opened: text.map { Secret($0) })
        let endpoint = endpoint
        return .accept { RealtimeSocket(endpoint: endpoint, version: version, authorise: authorise) }
    }

    /// A token that comes with a join counts before what the socket was opened with. Either is looked at anew each time: since the last
    /// time it may have been revoked, or its bearer removed.
    private func authoriser(opened: Secret?) -> Authorise {
        { request in
            guard let text = request.token ?? opened, let credential = try await gate.credential(ofToken: text.revealedText) else {
                return .refused(try await refusal(request))
            }
            return try await topics.decide(request, credential)
        }
    }

    /// What is wrong with the token of a join, as clients know it.
    private func refusal(_ request: AdmissionRequest) async throws -> JoinRefusal {
        guard let token = request.token else { return .unauthorized(topic: request.topic) }
        switch try await gate.credentials.sessions.inspect(token.revealedText) {
        case .expired(let moment): return .tokenExpired(secondsAgo: max(0, clock.now().seconds - moment.seconds))
        case .good, .personGone, .sessionGone, .banned: return .unauthorized(topic: request.topic)
        case .malformed: return .malformedToken
        }
    }
}
