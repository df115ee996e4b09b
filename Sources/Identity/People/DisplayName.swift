package import DataStore
import Primitives

/// The name of a person, workspace or token: one printable line, 1 to 120 characters.
package struct DisplayName: Hashable, Sendable, CustomStringConvertible {
    /// Long enough for any name that fits a heading; bounds what an e-mail subject or a PDF cover must hold.
    package static let characterLimit = 120
    /// One visible character may carry any number of combining marks; bounds the bytes.
    package static let byteLimit = 1_024

    package let description: String

    /// `nil` when nothing printable is left, or too much.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.byteLimit else { return nil }
        let line = text.singleLine()
        guard !line.isEmpty, line.count <= Self.characterLimit else { return nil }
        description = line
    }
}

extension DisplayName: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }

    package init?(sqlValue: SQLValue) {
        guard let text = sqlValue.text else { return nil }
        self.init(text)
    }
}
