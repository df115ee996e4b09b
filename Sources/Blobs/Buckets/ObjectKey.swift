package import DataStore

/// The name of an object in its bucket: any text of 1 to 1,024 bytes without control characters.
///
/// It is a value in a row and never a path, so `..`, slashes and letters of any script are safe here; doors that can't carry
/// some of them refuse more.
package struct ObjectKey: Hashable, Sendable, CustomStringConvertible {
    package static let byteLimit = 1_024
    private static let slash = UInt8(ascii: "/")

    package let description: String

    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.byteLimit, text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
        description = text
    }

    /// All up to the last slash, with it; empty for a key without one.
    package var folder: String {
        description.utf8.lastIndex(of: Self.slash).map { String(description[...$0]) } ?? ""
    }

    /// What comes after the last slash.
    package var name: String { String(Substring(description.utf8.dropFirst(folder.utf8.count))) }

    /// By bytes, as the database tells them apart: no key is equal to another that only looks the same.
    package static func == (left: ObjectKey, right: ObjectKey) -> Bool { left.description.utf8.elementsEqual(right.description.utf8) }

    package func hash(into hasher: inout Hasher) {
        var text = description
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension ObjectKey: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }

    package init?(sqlValue: SQLValue) {
        guard let text = sqlValue.text else { return nil }
        self.init(text)
    }
}
