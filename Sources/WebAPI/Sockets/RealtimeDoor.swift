import Domain
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
    let leads: Leads

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
        let key = query["apikey"]
        let principal = if let key { try await gate.principal(ofToken: key) } else { try await gate.principal(of: request.head) }
        guard principal != nil || key == nil else { throw Gatekeeper.badCredential }
        let authorise = authoriser(for: principal)
        let endpoint = endpoint
        return .accept { RealtimeSocket(endpoint: endpoint, version: version, authorise: authorise) }
    }

    /// A token that comes with a join counts before what the socket was opened with.
    func authoriser(for connected: Principal?) -> Authorise {
        { request in
            let principal = try await current(request.token, connected: connected)
            guard let principal else { return .refused(.malformedToken) }
            guard principal.may(.realtimeJoin), try await mayHear(request, principal) else {
                return .refused(.unauthorized(topic: request.topic))
            }
            return .admitted(Admission.Grant(workspaceID: principal.workspaceID, mayBroadcast: principal.may(.leadsWrite)))
        }
    }

    private func current(_ token: Secret?, connected: Principal?) async throws -> Principal? {
        guard let token else { return connected }
        return try await gate.principal(ofToken: token.revealedText)
    }

    private func mayHear(_ request: AdmissionRequest, _ principal: Principal) async throws -> Bool {
        guard let room = request.room else { return !request.topic.hasPrefix(Room.prefix) }
        switch room.kind {
        case .workspace: return ID<Subject>(principal.workspaceID) == room.id
        case .lead: return try await leads.exists(ID(of: room.id), in: principal.workspaceID)
        case .project, .channel: return false
        }
    }
}
