import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Finds out which workspace a request is for, and in whose name it comes.
struct AuthGate: Sendable {
    private static let keyHeader = HTTPField.Name("apikey")

    let sessions: Sessions
    let keys: WorkspaceKeys

    /// What stands behind the request's key, in the header or the query; `nil` when it brings none.
    ///
    /// - Throws: ``AuthError`` for a key that is not good, even where none is needed.
    func key(of request: Request) async throws -> Principal? {
        guard let text = Self.keyHeader.flatMap({ request.headers[$0] }).given ?? Query(request.uri)["apikey"] else { return nil }
        guard let key = try await keys.resolve(text) else { throw AuthError.unknownKey }
        return key
    }

    /// Someone signed in to the workspace, by an access token whose session lives: the signature alone is not enough.
    func user(of request: Request, in workspace: ID<Workspace>) async throws -> SignedInUser {
        let text = try Self.bearer(of: request)
        switch try await sessions.inspect(text) {
        case .good(let principal, _):
            // Another workspace's token is signed with another key.
            guard principal.workspaceID == workspace else { throw AuthError.badSignature }
            guard case .session(let session) = principal.credential, let person = principal.personID else { throw AuthError.noSubject }
            return SignedInUser(person: person, session: session, principal: principal)
        case .malformed: throw try await keys.resolve(text) == nil ? AuthError.badSignature : AuthError.noSubject
        case .expired: throw AuthError.expiredToken
        case .personGone: throw AuthError.personGone
        case .sessionGone: throw AuthError.sessionGone
        case .banned: throw AuthError.banned
        }
    }

    /// The program that shows the service key of the workspace.
    func service(of request: Request, in workspace: ID<Workspace>) async throws -> Principal {
        let text = try Self.bearer(of: request)
        guard let key = try await keys.resolve(text) else {
            _ = try await user(of: request, in: workspace)
            throw AuthError.notAdmin
        }
        guard key.credential == .serviceKey, key.workspaceID == workspace else { throw AuthError.notAdmin }
        return key
    }

    private static func bearer(of request: Request) throws(AuthError) -> String {
        guard let text = request.headers[.authorization].flatMap(Gatekeeper.bearer).given else { throw AuthError.noBearer }
        return text
    }
}
