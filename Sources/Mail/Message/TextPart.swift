import FoundationEssentials

/// One text of a message with its own header (RFC 2045), always UTF-8.
struct TextPart {
    let mediaType: String
    let text: String

    func write(to bytes: inout [UInt8]) {
        let lines = Self.lines(of: text)
        HeaderField("Content-Type", fixed: "\(mediaType); charset=utf-8").write(to: &bytes)
        if isMostlyASCII {
            HeaderField("Content-Transfer-Encoding", fixed: "quoted-printable").write(to: &bytes)
            bytes += [13, 10]
            QuotedPrintable.encode(lines: lines.map(\.utf8), to: &bytes)
        } else {
            HeaderField("Content-Transfer-Encoding", fixed: "base64").write(to: &bytes)
            bytes += [13, 10]
            let plain = lines.reduce(into: Data()) { $0 += Array($1.utf8) + [13, 10] }
            let options: Data.Base64EncodingOptions = [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed]
            bytes += plain.base64EncodedData(options: options) + [13, 10]
        }
    }

    /// Past one escape in six bytes base 64 is the shorter of the two, and before it quoted-printable can be read by people.
    private var isMostlyASCII: Bool {
        let escapes = text.utf8.reduce(0) { $0 + (QuotedPrintable.needsEscape($1) && $1 != 10 && $1 != 13 ? 1 : 0) }
        return escapes * 6 <= text.utf8.count
    }

    /// What stands between line breaks of any system; a break at the very end adds no empty line.
    private static func lines(of text: String) -> [Substring] {
        var lines: [Substring] = []
        let scalars = text.unicodeScalars
        var start = scalars.startIndex
        var position = start
        while position < scalars.endIndex {
            let next = scalars.index(after: position)
            let scalar = scalars[position]
            if scalar == "\n" || scalar == "\r" {
                lines.append(Substring(scalars[start..<position]))
                let isPair = scalar == "\r" && next < scalars.endIndex && scalars[next] == "\n"
                start = isPair ? scalars.index(after: next) : next
                position = start
            } else {
                position = next
            }
        }
        if start < scalars.endIndex || lines.isEmpty { lines.append(Substring(scalars[start...])) }
        return lines
    }
}
