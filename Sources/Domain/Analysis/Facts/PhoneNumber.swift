/// A telephone number in E.164 form, only made where the country is sure.
package struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    package let e164: String

    package var description: String { e164 }

    /// - Parameter country: whose national numbers to accept; `nil` accepts only numbers with a calling code.
    package init?(_ text: String, country: Country?) {
        var digits: [UInt8] = []
        var isInternational = false
        for byte in text.replacing("(0)", with: "").utf8 {
            switch byte {
            case 48...57: digits.append(byte)
            case 43 where digits.isEmpty: isInternational = true
            case 32, 40, 41, 45, 46, 47, 9: continue
            default: return nil
            }
        }
        if !isInternational, digits.starts(with: [48, 48]) {
            isInternational = true
            digits.removeFirst(2)
        }
        if isInternational {
            guard let valid = Self.international(digits) else { return nil }
            e164 = "+" + valid
        } else {
            guard let country else { return nil }
            guard digits.starts(with: country.trunk.utf8) else { return nil }
            digits.removeFirst(country.trunk.utf8.count)
            guard country.length.contains(digits.count), country == .italy || digits.first != 48,
                country != .northAmerica || digits.first ?? 0 > 49
            else {
                return nil
            }
            e164 = "+" + country.rawValue + String(decoding: digits, as: UTF8.self)
        }
    }

    /// ITU-T E.164: at most 15 digits, and a calling code that is in use.
    private static func international(_ digits: [UInt8]) -> String? {
        guard (8...15).contains(digits.count), let code = callingCode(digits) else { return nil }
        var national = digits.dropFirst(code.count)
        if let country = Country(rawValue: code) {
            // "+33 01 23…" keeps a zero that does not belong there.
            if country.trunk == "0", national.first == 48 { national = national.dropFirst() }
            guard country.length.contains(national.count) else { return nil }
        }
        return code + String(decoding: national, as: UTF8.self)
    }

    private static func callingCode(_ digits: [UInt8]) -> String? {
        let text = String(decoding: digits.prefix(3), as: UTF8.self)
        if text.hasPrefix("1") || text.hasPrefix("7") { return String(text.prefix(1)) }
        let two = String(text.prefix(2))
        if twoDigitCodes.contains(two) { return two }
        return threeDigitPrefixes.contains(two) ? text : nil
    }

    private static let twoDigitCodes = Set(
        [
            20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61, 62, 63, 64, 65,
            66, 81, 82, 84,
            86, 90, 91, 92, 93, 94, 95, 98,
        ].map(String.init))

    /// Tens under which every calling code has three digits.
    private static let threeDigitPrefixes = Set(
        [21, 22, 23, 24, 25, 26, 29, 35, 37, 38, 42, 50, 59, 67, 68, 69, 80, 85, 87, 88, 96, 97, 99].map(String.init))
}
