/// Digits of a number, and the sums over them that check digits are made of.
struct CheckDigits {
    let values: [Int]

    /// `nil` for an empty text and for anything but ASCII digits.
    init?(_ text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        values = text.utf8.map { Int($0 - 48) }
    }

    var count: Int { values.count }

    var last: Int { values[values.count - 1] }

    subscript(place: Int) -> Int { values[place] }

    /// Each of the first digits times its weight.
    func sum(_ weights: [Int]) -> Int { zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } }

    /// The whole number; at most eighteen digits fit.
    func number(_ range: Range<Int>) -> Int { values[range].reduce(0) { $0 * 10 + $1 } }

    /// The Luhn sum modulo ten: 0 for a number with its check digit (ISO/IEC 7812-1, Annex B).
    var luhn: Int {
        values.reversed().enumerated().reduce(0) { sum, pair in
            guard !pair.offset.isMultiple(of: 2) else { return sum + pair.element }
            return sum + (pair.element > 4 ? pair.element * 2 - 9 : pair.element * 2)
        } % 10
    }

    /// Whether the last digit is the check digit of ISO 7064 MOD 11,10.
    var isModulo11And10: Bool {
        var product = 10
        for digit in values.dropLast() {
            let sum = (digit + product) % 10
            product = 2 * (sum == 0 ? 10 : sum) % 11
        }
        return (11 - product) % 10 == last
    }
}
