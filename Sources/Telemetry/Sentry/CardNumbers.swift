/// The numbers of payment cards: 13 to 19 digits, with blanks or dashes between them, whose check digit is right (ISO/IEC 7812-1).
enum CardNumbers {
    static func filter(_ text: String) -> String {
        guard holdsManyDigits(text.utf8) else { return text }
        var result: [UInt8] = []
        let bytes = Array(text.utf8)
        var position = 0
        while position < bytes.count {
            let end = endOfNumber(bytes, position)
            if end > position {
                let digits = bytes[position..<end].filter { (48...57).contains($0) }.map { Int($0 - 48) }
                if (13...19).contains(digits.count), isValid(digits) {
                    result.append(contentsOf: Scrubber.filtered.utf8)
                } else {
                    result.append(contentsOf: bytes[position..<end])
                }
                position = end
            } else {
                result.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func holdsManyDigits(_ text: String.UTF8View) -> Bool {
        guard text.count >= 13 else { return false }
        var count = 0
        for byte in text {
            if (48...57).contains(byte) { count += 1 } else if byte != 0x20, byte != 0x2D { count = 0 }
            if count == 13 { return true }
        }
        return false
    }

    /// Past the last of the digits that begin here, single blanks and dashes between them passed over.
    private static func endOfNumber(_ bytes: [UInt8], _ start: Int) -> Int {
        var position = start
        var end = start
        while position < bytes.count {
            if (48...57).contains(bytes[position]) {
                position += 1
                end = position
            } else if position > start, position == end, bytes[position] == 0x20 || bytes[position] == 0x2D {
                position += 1
            } else {
                break
            }
        }
        return end
    }

    private static func isValid(_ digits: [Int]) -> Bool {
        var sum = 0
        for (index, digit) in digits.reversed().enumerated() {
            let value = index.isMultiple(of: 2) ? digit : digit * 2
            sum += value > 9 ? value - 9 : value
        }
        return sum > 0 && sum.isMultiple(of: 10)
    }
}
