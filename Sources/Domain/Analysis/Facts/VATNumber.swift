/// VAT numbers of the European Union and the United Kingdom, by their length and check digits.
///
/// Lengths are those of VIES (Directive 2006/112/EC); the algorithms are what the member states publish. Numbers of private persons in
/// Bulgaria, Czechia and Latvia have other rules: those without a check digit are taken by their shape.
package enum VATNumber {
    /// Without separators, the country's two letters first, in capitals.
    package static func isValid(_ number: String) -> Bool {
        let body = String(number.dropFirst(2))
        guard body.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) }),
            let lengths = bodyLengths[String(number.prefix(2))], lengths.contains(body.utf8.count)
        else { return false }
        return switch number.prefix(2) {
        case "CY", "ES", "FR", "IE", "NL", "AT": isLettered(String(number.prefix(2)), body)
        default: CheckDigits(body).map { isNumeric(String(number.prefix(2)), $0) } ?? false
        }
    }

    /// Characters after the country's letters.
    static func length(_ country: String) -> ClosedRange<Int>? { bodyLengths[country] }

    static var countries: [String] { bodyLengths.keys.sorted() }

    private static let bodyLengths: [String: ClosedRange<Int>] = [
        "AT": 9...9, "BE": 10...10, "BG": 9...10, "CY": 9...9, "CZ": 8...10, "DE": 9...9, "DK": 8...8, "EE": 9...9, "EL": 9...9,
        "ES": 9...9, "FI": 8...8, "FR": 11...11, "GB": 9...12, "HR": 11...11, "HU": 8...8, "IE": 8...9, "IT": 11...11, "LT": 9...12,
        "LU": 8...8, "LV": 11...11, "MT": 8...8, "NL": 12...12, "PL": 10...10, "PT": 9...9, "RO": 2...10, "SE": 12...12, "SI": 8...8,
        "SK": 10...10, "XI": 9...12,
    ]

    private static func isNumeric(_ country: String, _ digits: CheckDigits) -> Bool {
        switch country {
        case "BE": digits[0] <= 1 && 97 - digits.number(0..<8) % 97 == digits.number(8..<10)
        case "BG": digits.count == 9 ? isBulgarianCompany(digits) : isBulgarianPerson(digits)
        case "CZ": isCzech(digits)
        case "DE": digits[0] > 0 && digits.isModulo11And10
        case "DK": digits[0] > 0 && digits.sum([2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
        case "EE": (10 - digits.sum([3, 7, 1, 3, 7, 1, 3, 7]) % 10) % 10 == digits.last
        case "EL": digits.sum([256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == digits.last
        case "FI": (11 - digits.sum([7, 9, 10, 5, 8, 4, 2]) % 11) % 11 == digits.last
        case "GB", "XI": isBritish(digits)
        case "HR": digits.isModulo11And10
        case "HU": (10 - digits.sum([9, 7, 3, 1, 9, 7, 3]) % 10) % 10 == digits.last
        case "IT": digits.luhn == 0
        case "LT": isLithuanian(digits)
        case "LU": digits.number(0..<6) % 89 == digits.number(6..<8)
        case "LV": isLatvian(digits)
        case "MT": 37 - digits.sum([3, 4, 6, 7, 8, 9]) % 37 == digits.number(6..<8)
        case "PL": digits.sum([6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == digits.last
        case "PT": max(0, 11 - digits.sum([9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10 == digits.last
        case "RO": isRomanian(digits)
        case "SE": isSwedish(digits)
        case "SI": digits[0] > 0 && isSlovenian(digits)
        case "SK": digits[0] > 0 && [2, 3, 4, 7, 8, 9].contains(digits[2]) && digits.number(0..<10) % 11 == 0
        default: false
        }
    }

    private static func isBulgarianCompany(_ digits: CheckDigits) -> Bool {
        let first = digits.sum([1, 2, 3, 4, 5, 6, 7, 8]) % 11
        return (first < 10 ? first : digits.sum([3, 4, 5, 6, 7, 8, 9, 10]) % 11 % 10) == digits.last
    }

    /// A citizen, a foreigner, or another.
    private static func isBulgarianPerson(_ digits: CheckDigits) -> Bool {
        digits.sum([2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == digits.last
            || digits.sum([21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 == digits.last
            || (11 - digits.sum([4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 == digits.last
    }

    private static func isCzech(_ digits: CheckDigits) -> Bool {
        switch digits.count {
        case 8: digits[0] < 9 && (11 - digits.sum([8, 7, 6, 5, 4, 3, 2]) % 11) % 10 == digits.last
        case 10: digits.number(0..<10) % 11 == 0
        default: digits[0] == 6 || (1...12).contains(digits.number(2..<4) % 50)
        }
    }

    /// The second sum came when the numbers of the first ran out.
    private static func isBritish(_ digits: CheckDigits) -> Bool {
        guard digits.count == 9 || digits.count == 12 else { return false }
        let sum = digits.sum([8, 7, 6, 5, 4, 3, 2]) + digits.number(7..<9)
        return sum > 0 && (sum % 97 == 0 || (sum + 55) % 97 == 0)
    }

    private static func isLithuanian(_ digits: CheckDigits) -> Bool {
        guard digits.count == 9 || digits.count == 12, digits[digits.count - 2] == 1 else { return false }
        func weights(from first: Int) -> [Int] { (0..<digits.count - 1).map { ($0 + first - 1) % 9 + 1 } }
        let sum = digits.sum(weights(from: 1)) % 11
        return (sum < 10 ? sum : digits.sum(weights(from: 3)) % 11 % 10) == digits.last
    }

    private static func isLatvian(_ digits: CheckDigits) -> Bool {
        // A person's number begins with the day of birth, or with 32.
        if digits[0] <= 3 { return digits.number(0..<2) == 32 || (1...31).contains(digits.number(0..<2)) }
        let rest = digits.sum([9, 1, 4, 8, 3, 10, 2, 5, 7, 6]) % 11
        if rest == 4, digits[0] == 9 { return false }
        return (rest < 4 ? 3 - rest : rest == 4 ? 0 : 14 - rest) == digits.last
    }

    private static func isRomanian(_ digits: CheckDigits) -> Bool {
        let weights = Array([7, 5, 3, 2, 1, 7, 5, 3, 2].suffix(digits.count - 1))
        return digits[0] > 0 && digits.sum(weights) * 10 % 11 % 10 == digits.last
    }

    private static func isSwedish(_ digits: CheckDigits) -> Bool {
        guard (1...94).contains(digits.number(10..<12)), let organization = CheckDigits(digits.values.prefix(10).map(String.init).joined())
        else { return false }
        return organization.luhn == 0
    }

    private static func isSlovenian(_ digits: CheckDigits) -> Bool {
        let check = 11 - digits.sum([8, 7, 6, 5, 4, 3, 2]) % 11
        return check < 11 && check % 10 == digits.last
    }
}
