import Primitives

/// A media type (RFC 9110 §8.3.1) that can stand in a header as it is.
enum MediaType {
    static let unknown = "application/octet-stream"
    /// Twice the longest that RFC 6838 §4.2 allows a type and subtype, for parameters.
    private static let byteLimit = 255

    /// `text` when it is printable ASCII of the form `type/subtype…`, else ``unknown``.
    static func orUnknown(_ text: String) -> String {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard text.utf8.count <= byteLimit, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
            text.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else { return unknown }
        return text
    }

    /// Without parameters, in lower case.
    static func essence(of text: String) -> String { text.prefix { $0 != ";" }.lowercased().trimmingSpaces() }
}
