import Primitives

/// Text as quoted-printable (RFC 2045 §6.7) that no mail server has a reason to touch.
enum QuotedPrintable {
    /// Rule 5, without the `=` of a soft line break.
    static let lineLimit = 75

    /// `lines` are what stands between line breaks. No line of the result starts with a full stop (SMTP would double it)
    /// or with `From ` (mbox files would quote it), and none ends with a space.
    static func encode(lines: [Substring.UTF8View], to bytes: inout [UInt8]) {
        for line in lines {
            var column = 0
            var position = line.startIndex
            while position < line.endIndex {
                let end = line.index(position, offsetBy: scalarLength(line[position]), limitedBy: line.endIndex) ?? line.endIndex
                let unit = encoded(line[position..<end], startsLine: column == 0, endsLine: end == line.endIndex, line[position...])
                if column + unit.count > lineLimit {
                    bytes += [UInt8(ascii: "="), 13, 10]
                    column = 0
                    // Now it starts a line, and may need another spelling.
                    continue
                }
                bytes += unit
                column += unit.count
                position = end
            }
            bytes += [13, 10]
        }
    }

    /// Whether a byte has to be written as three.
    static func needsEscape(_ byte: UInt8) -> Bool {
        !(0x20...0x7E).contains(byte) && byte != 9 || byte == UInt8(ascii: "=")
    }

    private static func encoded(
        _ scalar: Substring.UTF8View, startsLine: Bool, endsLine: Bool, _ rest: Substring.UTF8View
    ) -> [UInt8] {
        guard let first = scalar.first else { return [] }
        let isTrailingSpace = endsLine && (first == 0x20 || first == 9)
        let isTrap = startsLine && (first == UInt8(ascii: ".") || rest.starts(with: "From ".utf8))
        if !needsEscape(first), !isTrailingSpace, !isTrap { return [first] }
        return scalar.flatMap { [UInt8(ascii: "=")] + Hex.encode([$0]).uppercased().utf8 }
    }

    private static func scalarLength(_ lead: UInt8) -> Int {
        switch lead {
        case 0xF0...: 4
        case 0xE0...: 3
        case 0xC0...: 2
        default: 1
        }
    }
}
