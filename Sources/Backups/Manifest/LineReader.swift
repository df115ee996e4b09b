/// Takes lines out of what comes in parts.
struct LineReader {
    private var rest: [UInt8] = []

    /// The lines that are whole now. A stream of lines ends with the end of one.
    mutating func append(_ bytes: [UInt8]) -> [String] {
        rest += bytes
        guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        let lines = rest[..<end].split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        rest.removeFirst(end + 1)
        return lines
    }
}
