/// The 512 bytes before each file of an archive (POSIX.1-2017, pax, "ustar Interchange Format").
struct TarHeader {
    static let byteCount = 512
    /// Past what twelve octal digits hold, sizes are written in base 256, as GNU tar reads them.
    private static let octalLimit: Int64 = 1 << 33

    let name: String
    let byteCount: Int64

    init(name: String, byteCount: Int64) {
        self.name = name
        self.byteCount = byteCount
    }

    /// Bytes up to the next block.
    static func padding(after byteCount: Int64) -> Int { Int((512 - byteCount % 512) % 512) }

    var bytes: [UInt8] {
        var block = [UInt8](repeating: 0, count: Self.byteCount)
        func put(_ text: String, at start: Int) { block.replaceSubrange(start..<start + text.utf8.count, with: text.utf8) }
        put(name, at: 0)
        put("0000600\0", at: 100)
        put("0000000\0", at: 108)
        put("0000000\0", at: 116)
        if byteCount < Self.octalLimit {
            put(Self.octal(byteCount, digits: 11) + "\0", at: 124)
        } else {
            block[124] = 0x80
            for position in 0..<8 { block[128 + position] = UInt8(truncatingIfNeeded: byteCount >> Int64(56 - 8 * position)) }
        }
        put(Self.octal(0, digits: 11) + "\0", at: 136)
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar\0" + "00", at: 257)
        let sum = block.reduce(Int64(0)) { $0 + Int64($1) }
        put(Self.octal(sum, digits: 6) + "\0 ", at: 148)
        return block
    }

    /// `nil` at the end of the archive.
    ///
    /// - Throws: ``PortabilityError`` `unknown` for what is no plain file.
    init?(_ block: [UInt8]) throws {
        guard block.contains(where: { $0 != 0 }) else { return nil }
        var summed = block
        summed.replaceSubrange(148..<156, with: repeatElement(UInt8(ascii: " "), count: 8))
        guard let sum = Self.number(block[148..<156]), sum == summed.reduce(Int64(0), { $0 + Int64($1) }) else {
            throw PortabilityError(.damaged, "It is no tar archive, or it was cut off.")
        }
        let prefix = block[257..<262].elementsEqual("ustar".utf8) ? Self.text(block[345..<500]) : ""
        var name = (prefix.isEmpty ? "" : prefix + "/") + Self.text(block[0..<100])
        if name.hasPrefix("./") { name.removeFirst(2) }
        self.name = name
        let isFolder = block[156] == UInt8(ascii: "5")
        guard block[156] == UInt8(ascii: "0") || block[156] == 0 || isFolder else {
            throw PortabilityError(.unknown, "The archive has something at \(name) that is no plain file.")
        }
        if block[124] & 0x80 != 0 {
            guard block[124] == 0x80, block[125..<128].allSatisfy({ $0 == 0 }), block[128] & 0x80 == 0 else { throw Self.tooLarge(name) }
            byteCount = block[128..<136].reduce(0) { $0 << 8 | Int64($1) }
        } else {
            guard let size = Self.number(block[124..<136]) else { throw Self.tooLarge(name) }
            byteCount = size
        }
        guard !isFolder || byteCount == 0 else { throw Self.tooLarge(name) }
    }

    private static func tooLarge(_ name: String) -> PortabilityError {
        PortabilityError(.damaged, "The archive says of \(name) that it is as long as no file is.")
    }

    private static func octal(_ value: Int64, digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private static func number(_ field: ArraySlice<UInt8>) -> Int64? {
        let digits = field.drop { $0 == UInt8(ascii: " ") }.prefix { (48...55).contains($0) }
        return digits.isEmpty ? nil : Int64(String(decoding: digits, as: UTF8.self), radix: 8)
    }

    private static func text(_ field: ArraySlice<UInt8>) -> String { String(decoding: field.prefix { $0 != 0 }, as: UTF8.self) }
}
