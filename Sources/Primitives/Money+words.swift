extension Money {
    /// As a person writes it: `1 234,56 EUR` or `1,234.56 EUR`, with the sign in front.
    package func words(in language: Language) -> String {
        let parts = decimalText().drop { $0 == "-" }.split(separator: ".")
        var grouped = ""
        for (place, digit) in parts[0].enumerated() {
            // A narrow space that no line breaks at, as French typography has it.
            if place > 0, (parts[0].utf8.count - place).isMultiple(of: 3) { grouped += language("\u{202F}", ",") }
            grouped.append(digit)
        }
        let decimals = parts.count > 1 ? language(",", ".") + parts[1] : ""
        return "\(amount < 0 ? "\u{2212}" : "")\(grouped)\(decimals)\u{A0}\(currency)"
    }
}
