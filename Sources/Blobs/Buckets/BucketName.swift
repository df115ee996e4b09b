package import DataStore
import Primitives

/// The name of a bucket: it stands in addresses as it is, and never in a path of the disk.
package struct BucketName: Hashable, Sendable, CustomStringConvertible {
    package static let byteLimit = 100
    private static let marks = Set("_!-.*'() &$@=;:+,?".utf8)

    package let description: String

    /// `nil` unless `text` has 1 to 100 letters, digits and marks of the storage protocol, and is neither `.` nor `..`.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.byteLimit, text != ".", text != "..",
            text.first != " ", text.last != " ", text.utf8.allSatisfy({ Self.isAllowed($0) })
        else { return nil }
        description = text
    }

    static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: marks.contains(byte)
        }
    }
}

extension BucketName: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }

    package init?(sqlValue: SQLValue) {
        guard let text = sqlValue.text else { return nil }
        self.init(text)
    }
}
