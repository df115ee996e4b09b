package import Primitives

/// The name of a backup: when it was made, to the millisecond, and eight digits of chance. The names sort by time.
package struct BackupName: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let description: String
    package let createdAt: Timestamp

    init(at moment: Timestamp) {
        let time = moment.description.filter { $0 != "-" && $0 != ":" && $0 != "." }
        description = "\(time)-\(Hex.encode(Secret.random(byteCount: 4).revealedBytes))"
        createdAt = Timestamp(milliseconds: moment.milliseconds)
    }

    /// `nil` unless it looks like `20300131T120000000Z-0a1b2c3d`.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 28, bytes[19] == UInt8(ascii: "-"), Hex.decode(text.suffix(8)) != nil else { return nil }
        func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        guard
            let moment = Timestamp(
                "\(part(0..<4))-\(part(4..<6))-\(part(6..<11)):\(part(11..<13)):\(part(13..<15)).\(part(15..<19))")
        else { return nil }
        description = text
        createdAt = moment
    }

    package static func < (left: BackupName, right: BackupName) -> Bool { left.description < right.description }
}
