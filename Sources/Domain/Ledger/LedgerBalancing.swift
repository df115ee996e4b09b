import DataStore
import Primitives

/// Whether a transaction can be posted, said in words before the schema refuses it.
enum LedgerBalancing {
    /// - Throws: ``Failure`` `invalidRequest` with a fault for each line that its account does not take, `unbalanced`.
    static func require(_ order: LedgerOrder, in tx: some SQLReading) throws {
        var check = FieldCheck()
        var totals: [Total: Int64] = [:]
        for (index, line) in order.lines.enumerated() {
            let pointer = "/entries/\(index)"
            if line.amount.amount == 0 { check.add("\(pointer)/amount", "An entry moves something.") }
            if line.account.closedAt != nil { check.add("\(pointer)/account", "The account \(line.account.code) is closed.") }
            if let currency = line.account.currency, currency != line.amount.currency {
                check.add("\(pointer)/amount/currency", "The account \(line.account.code) takes \(currency) alone.")
            }
            try add(line, on: order.day, to: &totals, pointer, &check, in: tx)
        }
        let sums = sums(of: order)
        for sum in sums.values where sum.debits > Int64.max || sum.credits < -Int128(Int64.max) {
            check.add("/entries", "The amounts together are past what can be counted.")
        }
        try check.finish("The transaction was not posted.")
        let faults = sums.sorted { $0.key < $1.key }.compactMap { currency, sum -> FieldFault? in
            guard sum.debits + sum.credits != 0 else { return nil }
            return FieldFault("/entries", "\(currency): debits are \(sum.debits), credits \(-sum.credits), in minor units.")
        }
        guard faults.isEmpty else {
            throw Failure(.unbalanced, "The transaction was not posted: its entries do not sum to zero.", fields: faults)
        }
    }

    /// Of an account and currency: what it holds, or what one day moved.
    private struct Total: Hashable {
        let account: Int64
        let currency: Currency
        let day: Day?
    }

    /// Totals that are kept hold 64 bits.
    private static func add(
        _ line: LedgerOrder.Line, on day: Day, to totals: inout [Total: Int64], _ pointer: String, _ check: inout FieldCheck,
        in tx: some SQLReading
    ) throws {
        let (account, currency) = (line.account.number, line.amount.currency)
        for total in [Total(account: account, currency: currency, day: nil), Total(account: account, currency: currency, day: day)] {
            let before =
                try totals[total]
                ?? (total.day.map { try LedgerAccountRows.total(of: account, on: $0, in: currency, tx) }
                    ?? LedgerAccountRows.balance(of: account, in: currency, tx))
            let (after, isPast) = before.addingReportingOverflow(line.amount.amount)
            if isPast {
                check.add("\(pointer)/amount", "The account \(line.account.code) would hold more than can be counted.")
                return
            }
            totals[total] = after
        }
    }

    private static func sums(of order: LedgerOrder) -> [Currency: (debits: Int128, credits: Int128)] {
        var sums: [Currency: (debits: Int128, credits: Int128)] = [:]
        for line in order.lines {
            let amount = Int128(line.amount.amount)
            var sum = sums[line.amount.currency] ?? (0, 0)
            if amount > 0 { sum.debits += amount } else { sum.credits += amount }
            sums[line.amount.currency] = sum
        }
        return sums
    }
}
