/// Adds to a finished PDF's catalog what Cairo 1.16 has no call for: the language, that the file is tagged, and that a
/// reader shows the title instead of the file's name (ISO 32000-1 §7.7.2).
enum PDFCatalog {
    private static let opening = Array("<< /Type /Catalog".utf8)
    private static let table = Array("\nxref\n".utf8)
    private static let trailer = Array("startxref\n".utf8)

    /// Cairo writes the catalog as the last object, so only the cross-reference table moves. A file of any other shape
    /// is returned as it is: correct, but without the addition.
    static func describe(_ bytes: [UInt8], language: String) -> [UInt8] {
        guard let catalog = bytes.lastRange(of: opening), let xref = bytes.lastRange(of: table), let trailer = bytes.lastRange(of: trailer),
            catalog.upperBound < xref.lowerBound, xref.upperBound < trailer.lowerBound,
            bytes[catalog.upperBound..<xref.lowerBound].firstRange(of: Array("endobj".utf8))?.upperBound == xref.lowerBound
        else { return bytes }
        let digits = bytes[trailer.upperBound...].prefix { (48...57).contains($0) }
        let addition = Array(
            "\n   /Lang (\(language))\n   /MarkInfo << /Marked true >>\n   /ViewerPreferences << /DisplayDocTitle true >>".utf8)
        guard Int(String(decoding: digits, as: UTF8.self)) == xref.lowerBound + 1 else { return bytes }
        var result = Array(bytes[..<catalog.upperBound])
        result.reserveCapacity(bytes.count + addition.count + 8)
        result += addition
        result += bytes[catalog.upperBound..<trailer.upperBound]
        result += Array(String(xref.lowerBound + 1 + addition.count).utf8)
        result += bytes[digits.endIndex...]
        return result
    }
}

extension RandomAccessCollection<UInt8> {
    fileprivate func lastRange(of needle: [UInt8]) -> Range<Index>? {
        guard let last = needle.last else { return nil }
        var end = endIndex
        while distance(from: startIndex, to: end) >= needle.count {
            let before = index(before: end)
            if self[before] == last {
                let start = index(end, offsetBy: -needle.count)
                if self[start..<end].elementsEqual(needle) { return start..<end }
            }
            end = before
        }
        return nil
    }

    fileprivate func firstRange(of needle: [UInt8]) -> Range<Index>? {
        var start = startIndex
        while distance(from: start, to: endIndex) >= needle.count {
            let end = index(start, offsetBy: needle.count)
            if self[start..<end].elementsEqual(needle) { return start..<end }
            start = index(after: start)
        }
        return nil
    }
}
