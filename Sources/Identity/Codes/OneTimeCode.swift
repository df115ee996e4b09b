import DataStore
import Primitives

/// A code that waits to be used, as it is kept: of code and link only what tells whether they were right.
struct OneTimeCode: Sendable {
    /// Whom the code lets in.
    enum Admission: String, SQLConvertible {
        /// Nobody: a decoy, made for an address that gets no mail.
        case none
        /// Whoever the rules admit at the moment of its use.
        case rules
        /// Its reader, whatever the rules say: the workspace's service key asked for it.
        case granted
    }

    let id: ID<OneTimeCode>
    let slot: CodeSlot
    /// Where it was sent.
    let email: EmailAddress
    /// `nil` for a newcomer and a decoy.
    let personID: ID<Person>?
    /// `nil` when the page asked, which names none.
    let workspaceID: ID<Workspace>?
    let admission: Admission
    let door: CodeDoor
    let metadata: [String: JSONValue]?
    let language: Language?
    let redirect: String?
    let challenge: CodeChallenge?
    /// Common to the two codes of a change of address.
    let changeID: ID<OneTimeCode>?
    let newEmail: EmailAddress?
    let proof: CodeProof
    let attempts: Int
    let createdAt: Timestamp
    let expiresAt: Timestamp
    let usedAt: Timestamp?
}

/// What tells whether a code or link is right, and gives neither away.
struct CodeProof: Sendable {
    let codeHash: [UInt8]
    let salt: [UInt8]
    /// Of the pepper.
    let keyID: String
    let linkHash: TokenHash
}
