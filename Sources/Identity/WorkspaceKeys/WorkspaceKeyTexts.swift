package import Primitives

/// The keys of a workspace as they are given to clients.
package struct WorkspaceKeyTexts: Sendable {
    /// One key in both its forms, which are treated alike.
    package struct Texts: Sendable {
        /// The older form: a JSON Web Token.
        package let jwt: Secret
        /// The newer one: `sb_publishable_…` or `sb_secret_…`.
        package let opaque: Secret
        package let generation: Int
        package let createdAt: Timestamp
        /// Until when the generations before still work; `nil` when there is none that does.
        package let previousUntil: Timestamp?
    }

    package let anon: Texts
    package let service: Texts
}
