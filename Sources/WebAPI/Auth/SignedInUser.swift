import Identity
import Primitives

/// Someone who calls with an access token of theirs.
struct SignedInUser: Sendable {
    let person: ID<Person>
    let session: ID<Session>
    let principal: Principal
}
