import Primitives

/// Sums of money by currency, exact however many amounts go in.
struct MoneySum: Hashable {
    private var amounts: [Currency: Int128] = [:]

    mutating func add(_ amount: Int128, _ currency: Currency) {
        if amount != 0 { amounts[currency, default: 0] += amount }
    }

    mutating func add(_ other: MoneySum, times factor: Int = 1) {
        for (currency, amount) in other.amounts { add(amount * Int128(factor), currency) }
    }

    /// In the order of the currencies' codes, each divided by `divisor` and rounded to the even neighbour in the middle.
    func rounded(by divisor: Int128 = 1) -> [Money] {
        amounts.sorted { $0.key < $1.key }.map { currency, amount in
            var (quotient, rest) = amount.quotientAndRemainder(dividingBy: divisor)
            if 2 * rest > divisor || (2 * rest == divisor && !quotient.isMultiple(of: 2)) { quotient += 1 }
            return Money(Int64(clamping: quotient), currency)
        }
    }
}
