package import Primitives

/// A key that signs URLs, and the public name by which a URL says so.
package struct URLSigningKey: Sendable {
    package let id: String
    package let secret: Secret

    package init(id: String, secret: Secret) {
        self.id = id
        self.secret = secret
    }
}
