/// Check digits of the numbers under which companies are registered.
package enum CompanyNumber {
    /// Nine digits with a Luhn sum (INSEE).
    package static func isSIREN(_ digits: String) -> Bool {
        digits.utf8.count == 9 && isNumber(digits) && !digits.utf8.allSatisfy { $0 == 48 } && luhn(digits) % 10 == 0
    }

    /// Fourteen digits with a Luhn sum, the first nine a SIREN. La Poste's branches outgrew that: theirs are valid when the plain
    /// sum of digits is a multiple of five (INSEE).
    package static func isSIRET(_ digits: String) -> Bool {
        guard digits.utf8.count == 14, isNumber(digits), isSIREN(String(digits.prefix(9))) else { return false }
        if luhn(digits) % 10 == 0 { return true }
        return digits.hasPrefix("356000000") && digits.utf8.reduce(0) { $0 + Int($1 - 48) } % 5 == 0
    }

    /// A VAT number without separators: the country's pattern, and its check digits for France, Belgium, Germany, Italy and Luxembourg.
    package static func isVAT(_ number: String) -> Bool {
        let country = number.prefix(2)
        let body = String(number.dropFirst(2))
        guard body.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) }), let length = bodyLengths[String(country)],
            length.contains(body.utf8.count)
        else { return false }
        switch country {
        case "FR": return isFrenchVAT(body)
        case "BE":
            guard isNumber(body), let value = Int(body.prefix(8)), let check = Int(body.suffix(2)) else { return false }
            return (body.first == "0" || body.first == "1") && 97 - value % 97 == check
        case "LU":
            guard isNumber(body), let value = Int(body.prefix(6)), let check = Int(body.suffix(2)) else { return false }
            return value % 89 == check
        case "IT": return isNumber(body) && luhn(body) % 10 == 0
        case "DE": return isGermanVAT(body)
        case "NL": return body.utf8.count == 12 && Array(body.utf8)[9] == 66 && isNumber(String(body.prefix(9)))
        case "AT": return body.first == "U" && isNumber(String(body.dropFirst()))
        case "ES", "IE", "CY", "GB": return body.utf8.contains { (48...57).contains($0) }
        default: return isNumber(body)
        }
    }

    /// Characters after the country code (Directive 2006/112/EC, VIES).
    private static let bodyLengths: [String: ClosedRange<Int>] = [
        "AT": 9...9, "BE": 10...10, "BG": 9...10, "CY": 9...9, "CZ": 8...10, "DE": 9...9, "DK": 8...8, "EE": 9...9, "EL": 9...9,
        "ES": 9...9,
        "FI": 8...8, "FR": 11...11, "GB": 9...12, "HR": 11...11, "HU": 8...8, "IE": 8...9, "IT": 11...11, "LT": 9...12, "LU": 8...8,
        "LV": 11...11,
        "MT": 8...8, "NL": 12...12, "PL": 10...10, "PT": 9...9, "RO": 2...10, "SE": 12...12, "SI": 8...8, "SK": 10...10,
    ]

    static var vatCountries: [String] { bodyLengths.keys.sorted() }

    static func vatLength(_ country: String) -> ClosedRange<Int>? { bodyLengths[country] }

    /// Key of two characters, then the SIREN. A key of two digits is `(12 + 3 × (SIREN mod 97)) mod 97`; newer keys hold a letter.
    private static func isFrenchVAT(_ body: String) -> Bool {
        let siren = String(body.suffix(9))
        guard isSIREN(siren), let value = Int(siren) else { return false }
        guard let key = Int(body.prefix(2)) else { return !body.prefix(2).contains { $0 == "I" || $0 == "O" } }
        return key == (12 + 3 * (value % 97)) % 97
    }

    /// ISO 7064 MOD 11,10.
    private static func isGermanVAT(_ body: String) -> Bool {
        guard isNumber(body) else { return false }
        let digits = body.utf8.map { Int($0 - 48) }
        var product = 10
        for digit in digits.dropLast() {
            let sum = (digit + product) % 10
            product = 2 * (sum == 0 ? 10 : sum) % 11
        }
        return (11 - product) % 10 == digits.last
    }

    private static func isNumber(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) } }

    private static func luhn(_ digits: String) -> Int {
        digits.utf8.reversed().enumerated().reduce(0) { sum, pair in
            let digit = Int(pair.element - 48)
            guard !pair.offset.isMultiple(of: 2) else { return sum + digit }
            return sum + (digit > 4 ? digit * 2 - 9 : digit * 2)
        }
    }
}
