/// One row of a table, as its bytes.
struct TableRow: Sendable {
    /// Of the file, where the row begins.
    let line: Int
    /// All cells one after the other.
    private(set) var bytes: [UInt8] = []
    /// Where each cell ends.
    private(set) var ends: [Int] = []

    init(line: Int) {
        self.line = line
    }

    var count: Int { ends.count }
    var byteCount: Int { bytes.count }
    /// Of the cell that is being read.
    var cellByteCount: Int { bytes.count - (ends.last ?? 0) }

    /// Nothing stands in it, or nothing but what might separate cells.
    var isBlank: Bool {
        bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }
    }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }
    mutating func endCell() { ends.append(bytes.count) }

    subscript(index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    func cells(in encoding: TextEncoding) -> [String] {
        (0..<count).map { encoding.text(of: self[$0]) }
    }
}
