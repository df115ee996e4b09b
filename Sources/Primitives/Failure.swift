/// Something that went as it may go: expected, safe to show, and something the caller can act on.
///
/// Anything else that is thrown is a defect, and answered 500 with a fixed text.
package struct Failure: Error, Sendable, CustomStringConvertible {
    package let code: FailureCode
    /// One or two sentences: what was wrong and what to do. Shown to the caller.
    package let message: String
    /// Which parts of the input were wrong, by JSON pointer (RFC 6901).
    package let fields: [FieldFault]
    /// What else the caller may act on (RFC 9457 §3.2), beside the standard members.
    package let members: [String: JSONValue]
    /// When trying again makes sense.
    package let retryAfter: Duration?
    /// The limit that was hit.
    package let limit: LimitPolicy?
    /// For the log alone; never shown to the caller.
    package let cause: (any Error)?

    package init(
        _ code: FailureCode, _ message: String, fields: [FieldFault] = [], members: [String: JSONValue] = [:],
        retryAfter: Duration? = nil, limit: LimitPolicy? = nil, cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.fields = fields
        self.members = members
        self.retryAfter = retryAfter
        self.limit = limit
        self.cause = cause
    }

    package var description: String { "\(code.rawValue): \(message)" }
}

/// One wrong part of an input.
package struct FieldFault: Hashable, Sendable, Codable {
    /// JSON pointer into the body (`/contacts/0/email`), or the bare name of a query parameter.
    package let pointer: String
    package let message: String

    package init(_ pointer: String, _ message: String) {
        self.pointer = pointer
        self.message = message
    }
}
