import Identity
import Primitives

extension Act {
    /// - Throws: ``Failure`` `unauthenticated` when nobody is known to act.
    func requirePrincipal() throws(Failure) -> Principal {
        guard let principal else { throw Failure(.unauthenticated, "Sign in first.") }
        return principal
    }
}
