package import Primitives

/// A token just made, with the only copy of its text.
package struct NewAPIToken: Sendable {
    package let token: APIToken
    /// `upn_…`, to be shown once.
    package let text: Secret
}
