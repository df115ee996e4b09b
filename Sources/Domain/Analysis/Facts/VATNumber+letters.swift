/// Numbers that hold letters.
extension VATNumber {
    static func isLettered(_ country: String, _ body: String) -> Bool {
        switch country {
        case "AT": isAustrian(body)
        case "CY": isCypriot(body)
        case "ES": isSpanish(body)
        case "FR": isFrench(body)
        case "IE": isIrish(body)
        case "NL": isDutch(body)
        default: false
        }
    }

    private static func isAustrian(_ body: String) -> Bool {
        guard body.first == "U", let digits = CheckDigits(body.dropFirst()) else { return false }
        let doubled = [1, 3, 5].reduce(0) { $0 + digits[$1] / 5 + digits[$1] * 2 % 10 }
        return (10 - (doubled + digits[0] + digits[2] + digits[4] + digits[6] + 4) % 10) % 10 == digits.last
    }

    private static func isCypriot(_ body: String) -> Bool {
        guard let digits = CheckDigits(body.dropLast()), !body.hasPrefix("12") else { return false }
        let odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
        let sum = digits.values.enumerated().reduce(0) { $0 + ($1.offset.isMultiple(of: 2) ? odd[$1.element] : $1.element) }
        return body.utf8.last == letter(sum % 26, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    }

    private static func isSpanish(_ body: String) -> Bool {
        guard let first = body.first, let last = body.utf8.last else { return false }
        let personal = "TRWAGMYFPDXBNJZSQVHLCKE"
        if let digits = CheckDigits(body.dropLast()) { return last == letter(digits.number(0..<8) % 23, of: personal) }
        guard let digits = CheckDigits(body.dropFirst().dropLast()) else { return false }
        switch first {
        case "X", "Y", "Z":
            let prefix = first == "X" ? 0 : first == "Y" ? 10_000_000 : 20_000_000
            return last == letter((prefix + digits.number(0..<7)) % 23, of: personal)
        case "K", "L", "M": return last == letter(digits.number(0..<7) % 23, of: personal)
        default: break
        }
        guard "ABCDEFGHJNPQRSUVW".contains(first) else { return false }
        let sum = digits.values.enumerated().reduce(0) { sum, pair in
            let value = pair.offset.isMultiple(of: 2) ? pair.element * 2 : pair.element
            return sum + value / 10 + value % 10
        }
        let check = (10 - sum % 10) % 10
        let isDigit = last == UInt8(48 + check)
        let isLetter = last == letter(check, of: "JABCDEFGHI")
        if "NPQRSW".contains(first) { return isLetter }
        return "ABEH".contains(first) ? isDigit : isDigit || isLetter
    }

    /// A key of two characters, then the SIREN. A key of two digits is `(12 + 3 × (SIREN mod 97)) mod 97`; newer keys hold a letter.
    private static func isFrench(_ body: String) -> Bool {
        let siren = String(body.suffix(9))
        guard CompanyNumber.isSIREN(siren), let value = Int(siren) else { return false }
        guard let key = Int(body.prefix(2)) else { return !body.prefix(2).contains { $0 == "I" || $0 == "O" } }
        return key == (12 + 3 * (value % 97)) % 97
    }

    /// Seven digits and a check letter, since 2013 with another letter behind; before, the second character could be a letter.
    private static func isIrish(_ body: String) -> Bool {
        let letters = "WABCDEFGHIJKLMNOPQRSTUV"
        let bytes = Array(body.utf8)
        if let digits = CheckDigits(body.prefix(7)) {
            let extra: Int
            switch bytes.count == 9 ? bytes[8] : 87 {
            case 87: extra = 0
            case let byte where (65...73).contains(byte): extra = Int(byte - 64)
            default: return false
            }
            return bytes[7] == letter((digits.sum([8, 7, 6, 5, 4, 3, 2]) + extra * 9) % 23, of: letters)
        }
        guard bytes.count == 8, (65...90).contains(bytes[1]), let digits = CheckDigits("0" + body.dropFirst(2).prefix(5) + body.prefix(1))
        else { return false }
        return bytes[7] == letter(digits.sum([8, 7, 6, 5, 4, 3, 2]) % 23, of: letters)
    }

    /// Companies by the sum of their tax number, the self-employed since 2020 by ISO 7064 MOD 97-10 over the whole.
    private static func isDutch(_ body: String) -> Bool {
        guard let digits = CheckDigits(body.prefix(9)), body.dropFirst(9).first == "B", CheckDigits(body.suffix(2)) != nil else {
            return false
        }
        if digits.sum([9, 8, 7, 6, 5, 4, 3, 2]) % 11 == digits.last, digits.number(0..<9) > 0 { return true }
        let rest = ("NL" + body).utf8.reduce(0) { rest, byte in
            byte <= 57 ? (rest * 10 + Int(byte - 48)) % 97 : (rest * 100 + Int(byte - 55)) % 97
        }
        return rest == 1
    }

    private static func letter(_ index: Int, of letters: String) -> UInt8 { Array(letters.utf8)[index] }
}
