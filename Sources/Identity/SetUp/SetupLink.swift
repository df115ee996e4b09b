package import Primitives

/// The way in for the first owner: works once, for a day.
package struct SetupLink: Sendable {
    /// Goes into the link's fragment or query; only its hash is kept.
    package let token: Secret
    package let expiresAt: Timestamp
}
