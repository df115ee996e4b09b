/// Why an authorization code gave no session. The cases are told apart as stock clients expect it; the code itself can't be guessed.
package enum AuthCodeRefusal: Error, Hashable, Sendable {
    /// Unknown, or used.
    case unknown
    case expired
    case wrongVerifier
}
