/// What a right code or link opened.
package enum SignInOutcome: Sendable {
    case session(NewSession)
    /// The first of the two confirmations of a changed address.
    case emailChangeHalfway
}
