package import Primitives

/// A key with which a caller marks one intended change, so that sending it twice changes things once
/// (draft-ietf-httpapi-idempotency-key-header).
package struct IdempotencyKey: Hashable, Sendable {
    package static let limit = 255

    let text: String

    /// - Throws: ``Failure`` `invalidRequest` unless 1 to 255 printable ASCII characters.
    package init(_ text: String) throws(Failure) {
        guard (1...Self.limit).contains(text.utf8.count), text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw Failure(
                .invalidRequest, "The request was not carried out: its Idempotency-Key can't be used.",
                fields: [FieldFault("Idempotency-Key", "1 to \(Self.limit) printable ASCII characters, such as a UUID.")])
        }
        self.text = text
    }
}
