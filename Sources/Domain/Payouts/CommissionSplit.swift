import Primitives

/// What a rule makes of an amount. No I/O.
enum CommissionSplit {
    /// A part of an amount in hundredths of a per cent, rounded half to even.
    static func part(_ rate: Int, of amount: Int64) -> Int64 {
        let product = Int128(amount) * Int128(rate)
        let (quotient, remainder) = product.quotientAndRemainder(dividingBy: Int128(CommissionRule.whole))
        let twice = remainder.magnitude * 2
        let whole = UInt128(CommissionRule.whole)
        let roundsUp = twice > whole || (twice == whole && quotient & 1 != 0)
        // A rate is at most the whole, so the part is no larger than the amount.
        return Int64(clamping: quotient + (roundsUp ? product.signum() : 0))
    }

    /// Splits by the largest remainder, so that the parts sum to the amount; of equal remainders the first gets the unit.
    ///
    /// - Parameter shares: hundredths of a per cent, the whole together; `amount` is not negative.
    static func split(_ amount: Int64, by shares: [Int]) -> [Int64] {
        let products = shares.map { Int128(amount) * Int128($0) }
        let whole = Int128(CommissionRule.whole)
        var parts = products.map { Int64($0 / whole) }
        let left = amount - parts.reduce(0, +)
        let order = products.indices.sorted { (products[$1] % whole, $0) < (products[$0] % whole, $1) }
        for place in order.prefix(Int(left)) { parts[place] += 1 }
        return parts
    }
}
