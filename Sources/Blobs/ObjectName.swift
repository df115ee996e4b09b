package import DataStore
import Primitives

/// The name under which an object is offered for download: one printable path segment. It never names a file of the node's.
package struct ObjectName: Hashable, Sendable, CustomStringConvertible {
    /// What the file systems of the people who download take (NAME_MAX).
    package static let byteLimit = 255

    package let description: String

    /// `nil` unless `text` is printable as it is, without slashes, and neither `.` nor `..`, which a client would resolve away.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.byteLimit, text != ".", text != "..", text == text.singleLine(),
            !text.contains("/"), !text.contains("\\")
        else { return nil }
        description = text
    }

    /// Makes a name of any text: what can't stand becomes a hyphen or goes, what is too long is cut before the ending.
    package init(cleaning text: String, ending: String) {
        let line = String(text.prefix(utf8: 4 * Self.byteLimit).map { "/\\:*?\"<>|".contains($0) ? "-" : $0 }).singleLine()
        let stem = line.prefix(utf8: max(0, Self.byteLimit - ending.utf8.count - 1)).trimmingSpaces()
        description = ObjectName("\(stem.isEmpty ? "file" : stem).\(ending)")?.description ?? "file"
    }
}

extension ObjectName: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }

    package init?(sqlValue: SQLValue) {
        guard let text = sqlValue.text else { return nil }
        self.init(text)
    }
}
