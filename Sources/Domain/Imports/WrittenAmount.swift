import Primitives

/// An amount as people write it in tables: `12 500,50 €`, `$1,234.50`, `1.234`, `EUR 12'000`.
///
/// A mark before one or two last digits is that of decimals; one before three parts thousands, unless another mark does.
struct WrittenAmount {
    private let whole: String
    private let fraction: String
    /// Where the text names one.
    let currency: Currency?

    init?(_ text: String) {
        var digits = ""
        var name = ""
        for character in text where !character.isWhitespace && character != "'" && character != "’" {
            if character.isASCII, character.isNumber || character == "." || character == "," {
                digits.append(character)
            } else {
                name.append(character)
            }
        }
        let currency = name.isEmpty ? nil : Self.currency(name)
        guard name.isEmpty || currency != nil, let last = digits.last, last.isNumber else { return nil }
        self.currency = currency
        let marks = digits.filter { !$0.isNumber }
        guard let mark = marks.last else {
            (whole, fraction) = (digits, "")
            return
        }
        let parts = digits.split(separator: mark, omittingEmptySubsequences: false).map { String($0) }
        let rest = parts[parts.count - 1]
        let hasBoth = marks.contains { $0 != mark }
        guard !hasBoth || parts.count == 2 else { return nil }
        if hasBoth || (parts.count == 2 && rest.count != 3) {
            (whole, fraction) = (parts[0].filter(\.isNumber), rest)
        } else {
            guard parts.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
            (whole, fraction) = (parts.joined(), "")
        }
    }

    /// `nil` for more decimals than the currency has, or more than a lead can be worth.
    func money(in currency: Currency) -> Money? {
        let exponent = currency.exponent
        let kept = fraction.prefix(exponent)
        guard fraction.dropFirst(exponent).allSatisfy({ $0 == "0" }) else { return nil }
        let digits = whole + kept + String(repeating: "0", count: exponent - kept.count)
        guard let amount = Int64(digits), amount <= LeadDraft.valueLimit else { return nil }
        return Money(amount, currency)
    }

    static func currency(_ name: String) -> Currency? {
        switch name.trimmingSpaces() {
        case "€": .euro
        case "$": Currency("USD")
        case "£": Currency("GBP")
        case let code: Currency(code.uppercased())
        }
    }
}
