extension Money {
    /// `1234.50`, or `1234.50 EUR`: as programs read it, whatever the language.
    package func decimalText(withCode: Bool = false) -> String {
        let exponent = currency.exponent
        var digits = String(amount.magnitude)
        if exponent > 0 {
            digits = String(repeating: "0", count: max(0, exponent + 1 - digits.utf8.count)) + digits
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -exponent))
        }
        return (amount < 0 ? "-" : "") + digits + (withCode ? " \(currency)" : "")
    }

    /// What ``write(to:)`` makes.
    package init?(_ json: JSONValue) {
        guard let amount = json["amount"]?.integer, let currency = json["currency"]?.string.flatMap({ Currency($0) }) else { return nil }
        self.init(amount, currency)
    }
}
