/// Check digits of the numbers under which French companies are registered.
package enum CompanyNumber {
    /// Nine digits with a Luhn sum (INSEE).
    package static func isSIREN(_ digits: String) -> Bool {
        guard let digits = CheckDigits(digits), digits.count == 9 else { return false }
        return digits.values.contains { $0 != 0 } && digits.luhn == 0
    }

    /// Fourteen digits with a Luhn sum, the first nine a SIREN. La Poste's branches outgrew that: theirs are valid when the plain
    /// sum of digits is a multiple of five (INSEE).
    package static func isSIRET(_ text: String) -> Bool {
        guard let digits = CheckDigits(text), digits.count == 14, isSIREN(String(text.prefix(9))) else { return false }
        if digits.luhn == 0 { return true }
        return text.hasPrefix("356000000") && digits.values.reduce(0, +) % 5 == 0
    }
}
