import JWTKit
import Primitives

/// What the older form of a workspace key says.
struct WorkspaceKeyClaims: JWTPayload, Hashable {
    static let issuer = "supabase"
    /// As stock set-ups have it: these keys end by rotation, not by age.
    static let lifetime: Duration = .days(3_650)

    let role: String
    let iss: String
    let ref: ID<Workspace>
    let iat: Int64
    let exp: Int64

    init(_ kind: WorkspaceKeyKind, of workspace: ID<Workspace>, createdAt: Timestamp) {
        role = kind.role
        iss = Self.issuer
        ref = workspace
        iat = createdAt.seconds
        exp = (createdAt + Self.lifetime).seconds
    }

    func verify(using algorithm: some JWTAlgorithm) throws {
        guard algorithm.name == SignedText.algorithm else { throw JWTError.unsupportedAlgorithm(alg: algorithm.name) }
    }
}
