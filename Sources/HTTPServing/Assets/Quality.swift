/// One member of a negotiation header: a value and how much it is liked (RFC 9110 §12.4.2), in thousandths.
struct Quality {
    let value: String
    let thousandths: Int

    /// The members of a header such as `br;q=0.9, gzip`. A weight that can't be read counts as 0.
    static func list(_ header: String) -> [Quality] {
        header.split(separator: ",").map { member in
            let parts = member.split(separator: ";").map { trimmed($0) }
            var thousandths = 1_000
            for part in parts.dropFirst() where part.hasPrefix("q=") {
                thousandths = Double(part.dropFirst(2)).map { Int(min(max($0, 0), 1) * 1_000) } ?? 0
            }
            return Quality(value: parts.first ?? "", thousandths: thousandths)
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        var end = start
        while let last = end.last, last == " " || last == "\t" { end.removeLast() }
        return end.lowercased()
    }
}
