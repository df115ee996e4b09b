/// A telephone number in E.164 form, only made where the country is sure.
package struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    package let e164: String

    package var description: String { e164 }

    /// How a country writes numbers without its calling code.
    package enum Country: String, Sendable, CaseIterable {
        case france = "33"
        case belgium = "32"
        case switzerland = "41"
        case germany = "49"
        case unitedKingdom = "44"
        case netherlands = "31"
        case japan = "81"
        case spain = "34"
        case italy = "39"
        case luxembourg = "352"
        case northAmerica = "1"

        init?(topLevelDomain suffix: String) {
            switch suffix {
            case "fr", "re", "gp", "mq", "bzh", "paris", "alsace", "corsica": self = .france
            case "be": self = .belgium
            case "ch": self = .switzerland
            case "de": self = .germany
            case "uk": self = .unitedKingdom
            case "nl": self = .netherlands
            case "jp": self = .japan
            case "es": self = .spain
            case "it": self = .italy
            case "lu": self = .luxembourg
            case "us", "ca": self = .northAmerica
            default: return nil
            }
        }

        /// English and Spanish are spoken in too many countries to guess.
        init?(language: String) {
            switch language {
            case "fr": self = .france
            case "de": self = .germany
            case "nl": self = .netherlands
            case "ja": self = .japan
            case "it": self = .italy
            default: return nil
            }
        }

        /// Whether national numbers begin with a zero that the international form drops.
        var hasTrunkZero: Bool {
            switch self {
            case .spain, .italy, .luxembourg, .northAmerica: false
            default: true
            }
        }

        /// Digits after calling code and trunk zero.
        var length: ClosedRange<Int> {
            switch self {
            case .france, .switzerland, .netherlands, .spain: 9...9
            case .belgium: 8...9
            case .germany: 6...11
            case .unitedKingdom, .japan: 9...10
            case .italy: 6...11
            case .luxembourg: 5...9
            case .northAmerica: 10...10
            }
        }
    }

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
            if country.hasTrunkZero {
                guard digits.first == 48 else { return nil }
                digits.removeFirst()
            }
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
            if country.hasTrunkZero, national.first == 48 { national = national.dropFirst() }
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
