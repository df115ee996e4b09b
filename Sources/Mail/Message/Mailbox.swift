package import Primitives

/// Somebody who sends or gets mail: an address, and the name to show beside it.
package struct Mailbox: Hashable, Sendable, Codable {
    /// As given; what would break a header is cleaned where headers are written.
    package let name: String?
    package let address: EmailAddress

    package init(name: String? = nil, address: EmailAddress) {
        self.name = name
        self.address = address
    }
}
