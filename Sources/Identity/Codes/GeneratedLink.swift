package import Primitives

/// A way in that was made for someone, with the only copies of its code and token.
package struct GeneratedLink: Sendable {
    /// With what the workspace keeps about them.
    package let person: Person
    package let slot: CodeSlot
    package let code: Secret
    /// What stock clients call the hashed token.
    package let token: Secret
    /// The address that the link leads to.
    package let actionLink: Secret
    package let redirect: String?
}
