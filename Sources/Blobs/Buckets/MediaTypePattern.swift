import Primitives

/// A media type that a bucket takes, such as `image/png`, `image/*` or `*/*`. Parameters and case do not matter.
package struct MediaTypePattern: Hashable, Sendable, CustomStringConvertible {
    package let description: String
    private let type: String
    private let subtype: String

    package init?(_ text: String) {
        let essence = MediaType.essence(of: text)
        let parts = essence.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard MediaType.orUnknown(text) == text, parts.count == 2, parts.allSatisfy({ !$0.isEmpty && !$0.contains("/") }) else {
            return nil
        }
        description = text
        type = String(parts[0])
        subtype = String(parts[1])
    }

    package func matches(_ mediaType: String) -> Bool {
        let parts = MediaType.essence(of: mediaType).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return false }
        return (type == "*" || type == parts[0]) && (subtype == "*" || subtype == parts[1])
    }
}
