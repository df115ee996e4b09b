package import Primitives

/// The `Range` header (RFC 9110 §14): one range of bytes is honoured, anything else answers the whole.
package enum ByteRange {
    /// The range that `header` asks of a file of `byteCount`; `nil` for the whole: no header, another unit, several ranges, or malformed.
    ///
    /// - Throws: ``Failure`` `rangeNotSatisfiable` when the range begins past the end.
    package static func parse(_ header: String?, byteCount: Int64) throws(Failure) -> Range<Int64>? {
        guard let set = header.flatMap(rangeSet), let dash = set.firstIndex(of: "-") else { return nil }
        let (first, last) = (set[..<dash], set[set.index(after: dash)...])
        if first.isEmpty {
            guard let length = number(last) else { return nil }
            guard length > 0, byteCount > 0 else { throw unsatisfiable(byteCount) }
            return max(0, byteCount - length)..<byteCount
        }
        guard let start = number(first) else { return nil }
        if last.isEmpty {
            guard start < byteCount else { throw unsatisfiable(byteCount) }
            return start..<byteCount
        }
        guard let end = number(last), start <= end else { return nil }
        guard start < byteCount else { throw unsatisfiable(byteCount) }
        return start..<(min(end, byteCount - 1) + 1)
    }

    private static func rangeSet(_ header: String) -> Substring? {
        guard let equals = header.firstIndex(of: "="), header[..<equals].lowercased() == "bytes" else { return nil }
        var set = header[header.index(after: equals)...]
        while set.first == " " || set.first == "\t" { set.removeFirst() }
        while set.last == " " || set.last == "\t" { set.removeLast() }
        return set.contains(",") ? nil : set
    }

    /// A number too large for 64 bits is past every end.
    private static func number(_ digits: Substring) -> Int64? {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int64(digits) ?? .max
    }

    private static func unsatisfiable(_ byteCount: Int64) -> Failure {
        Failure(.rangeNotSatisfiable, "The range begins past the end of the file, which has \(byteCount) bytes.")
    }
}
