/// Makes UTF-8 of UTF-16 as it comes.
struct WideTextReader: Sendable {
    private let isBigEndian: Bool
    /// The first byte of a unit whose second is to come.
    private var half: UInt8?
    /// The first unit of a pair whose second is to come.
    private var lead: UInt16?
    private var line = 1

    init(isBigEndian: Bool) {
        self.isBigEndian = isBigEndian
    }

    mutating func feed(_ bytes: some Collection<UInt8>) throws(TableFault) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        for byte in bytes {
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            let unit = isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
            try take(unit, &text)
        }
        return text
    }

    func finish() throws(TableFault) {
        if half != nil || lead != nil { throw TableFault(.brokenUTF16, line: line) }
    }

    private mutating func take(_ unit: UInt16, _ text: inout [UInt8]) throws(TableFault) {
        if let high = lead {
            guard UTF16.isTrailSurrogate(unit) else { throw TableFault(.brokenUTF16, line: line) }
            lead = nil
            append(0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(unit & 0x3FF)), &text)
        } else if UTF16.isLeadSurrogate(unit) {
            lead = unit
        } else if UTF16.isTrailSurrogate(unit) {
            throw TableFault(.brokenUTF16, line: line)
        } else {
            if unit == 0x0A { line += 1 }
            append(UInt32(unit), &text)
        }
    }

    private func append(_ value: UInt32, _ text: inout [UInt8]) {
        guard value >= 0x80 else { return text.append(UInt8(value)) }
        guard let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) else { return }
        text.append(contentsOf: encoded)
    }
}
