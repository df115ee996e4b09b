import Primitives

/// How the characters of a file are written.
package enum TextEncoding: String, Sendable, CaseIterable, Codable, JSONWritable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case windows1252 = "windows-1252"

    /// What the parser is given: UTF-16 becomes UTF-8 first.
    var isWide: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

    /// The text of a cell; bytes that are no characters of the encoding are replaced.
    func text(of bytes: some Collection<UInt8>) -> String {
        guard self == .windows1252, bytes.contains(where: { $0 >= 0x80 }) else { return String(decoding: bytes, as: UTF8.self) }
        var scalars = String.UnicodeScalarView()
        for byte in bytes {
            let value = (0x80...0x9F).contains(byte) ? Self.upper[Int(byte) - 0x80] : UInt32(byte)
            if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
        }
        return String(scalars)
    }

    /// What Windows-1252 has in place of the controls of ISO 8859-1 (Encoding Standard, index windows-1252).
    private static let upper: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]

    /// By byte order mark, or by where the zero bytes of ASCII characters are; `nil` when it is one of those with single bytes.
    static func wide(head: [UInt8]) -> TextEncoding? {
        if head.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        if head.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
        let pairs = head.count / 2
        guard pairs >= 2 else { return nil }
        var zeros = (even: 0, odd: 0)
        for index in 0..<pairs {
            if head[2 * index] == 0 { zeros.even += 1 }
            if head[2 * index + 1] == 0 { zeros.odd += 1 }
        }
        // Without a mark most characters have to be Latin; one stray zero is a fault, not an encoding.
        if zeros.even == 0, zeros.odd * 5 > pairs * 2 { return .utf16LittleEndian }
        if zeros.odd == 0, zeros.even * 5 > pairs * 2 { return .utf16BigEndian }
        return nil
    }
}
