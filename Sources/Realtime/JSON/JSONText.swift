import Foundation
package import Primitives

/// One JSON value as text, known to be well-formed because it was encoded here or read back from where it was stored.
package struct JSONText: Sendable, CustomStringConvertible {
    package let text: String
    package var description: String { text }

    package init(encoding value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        text = String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    package init(_ value: JSONValue) throws {
        try self.init(encoding: value)
    }

    /// What was written so far, which must be one whole value.
    package init(_ writer: JSONWriter) {
        text = String(decoding: writer.bytes, as: UTF8.self)
    }

    init(stored text: String) {
        self.text = text
    }
}
