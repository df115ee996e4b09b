/// The identifier of one kind of entity: a UUID version 7 (RFC 9562 §5.7), so that ids sort by creation time.
///
/// `Entity` is a phantom type: an `ID<Lead>` can't be given where an `ID<Project>` is wanted.
/// Text form: 36 lower-case characters, the same in tables, routes, JSON and logs.
package struct ID<Entity: ~Copyable>: Hashable, Comparable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A new id for `moment`, with 74 random bits.
    package init(at moment: Timestamp = .now()) {
        var random = PooledRandom()
        self.init(at: moment, using: &random)
    }

    package init(at moment: Timestamp, using random: inout some RandomNumberGenerator) {
        let milliseconds = UInt64(clamping: moment.milliseconds) & 0xFFFF_FFFF_FFFF
        high = milliseconds << 16 | 0x7000 | random.next() & 0x0FFF
        low = 0x8000_0000_0000_0000 | random.next() & 0x3FFF_FFFF_FFFF_FFFF
    }

    package static func < (left: ID, right: ID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension ID: CustomStringConvertible, LosslessStringConvertible {
    package static var textLength: Int { 36 }

    package var description: String {
        String(unsafeUninitializedCapacity: Self.textLength) { text in
            writeText(to: text)
            return Self.textLength
        }
    }

    /// The 32 digits of the text form without its hyphens: one word wherever hyphens part words.
    package var digits: String {
        String(unsafeUninitializedCapacity: 32) { text in
            Hex.write(high, digits: 16, to: text, at: 0)
            Hex.write(low, digits: 16, to: text, at: 16)
            return 32
        }
    }

    /// Writes the ``textLength`` characters of the text form.
    package func writeText(to text: UnsafeMutableBufferPointer<UInt8>) {
        Hex.write(high >> 32, digits: 8, to: text, at: 0)
        text[8] = UInt8(ascii: "-")
        Hex.write(high >> 16, digits: 4, to: text, at: 9)
        text[13] = UInt8(ascii: "-")
        Hex.write(high, digits: 4, to: text, at: 14)
        text[18] = UInt8(ascii: "-")
        Hex.write(low >> 48, digits: 4, to: text, at: 19)
        text[23] = UInt8(ascii: "-")
        Hex.write(low, digits: 12, to: text, at: 24)
    }

    /// Reads the text form as ``description`` writes it, and no other: small letters, 36 bytes.
    package init?(text: UnsafeBufferPointer<UInt8>) {
        guard text.count == Self.textLength, text[8] == UInt8(ascii: "-"), text[13] == UInt8(ascii: "-"), text[18] == UInt8(ascii: "-"),
            text[23] == UInt8(ascii: "-")
        else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for position in 0..<18 where position != 8 && position != 13 {
            guard let value = Self.smallDigit(text[position]) else { return nil }
            words.0 = words.0 << 4 | value
        }
        for position in 19..<36 where position != 23 {
            guard let value = Self.smallDigit(text[position]) else { return nil }
            words.1 = words.1 << 4 | value
        }
        self.init(high: words.0, low: words.1)
    }

    @inline(__always) private static func smallDigit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case 0x30...0x39: UInt64(byte - 0x30)
        case 0x61...0x66: UInt64(byte - 0x57)
        default: nil
        }
    }

    /// Parses the 36-character form in either case; any UUID version is taken.
    package init?(_ description: String) {
        var description = description
        let words: (UInt64, UInt64)? = description.withUTF8 { text in
            guard text.count == 36 else { return nil }
            var words: (UInt64, UInt64) = (0, 0)
            var nibble = 0
            for (position, byte) in text.enumerated() {
                if position == 8 || position == 13 || position == 18 || position == 23 {
                    guard byte == UInt8(ascii: "-") else { return nil }
                    continue
                }
                guard let value = Hex.value(of: byte) else { return nil }
                if nibble < 16 { words.0 = words.0 << 4 | UInt64(value) } else { words.1 = words.1 << 4 | UInt64(value) }
                nibble += 1
            }
            return words
        }
        guard let words else { return nil }
        self.init(high: words.0, low: words.1)
    }
}

extension ID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = ID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an id (36-character UUID)")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
