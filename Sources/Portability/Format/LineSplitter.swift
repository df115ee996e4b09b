/// Takes lines out of bytes that come in parts, and counts them.
struct LineSplitter {
    /// Longer than any row that the product keeps.
    private static let lineLimit = 64 << 20

    private var rest: [UInt8] = []
    private(set) var count = 0

    /// Calls `body` with each whole line, with its end.
    mutating func take(_ bytes: [UInt8], of name: String, _ body: (ArraySlice<UInt8>, Int) throws -> Void) throws {
        let before = rest.count
        rest += bytes
        var start = 0
        var search = before
        while let end = rest[search...].firstIndex(of: UInt8(ascii: "\n")) {
            count += 1
            try body(rest[start...end], count)
            start = end + 1
            search = start
        }
        rest.removeFirst(start)
        guard rest.count <= Self.lineLimit else {
            throw PortabilityError(.damaged, "\(name), line \(count + 1): longer than any line is.")
        }
    }

    /// - Throws: ``PortabilityError`` `damaged` when the last line has no end.
    func finish(_ name: String) throws {
        guard rest.isEmpty else { throw PortabilityError(.damaged, "\(name), line \(count + 1): cut off.") }
    }
}
