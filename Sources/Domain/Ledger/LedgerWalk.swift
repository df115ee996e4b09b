import Primitives

/// Follows a chain from its beginning and stops at the first thing that is not as it was posted. No I/O.
struct LedgerWalk {
    private(set) var entries: Int64 = 0
    private(set) var fault: String?
    /// The last that was whole: its number, hash and moment.
    private(set) var number: Int64 = 0
    private var previous = LedgerChain.origin
    private var moment: Timestamp?
    private var chain = LedgerChain()
    private var days: [LedgerStretch.Total: Int64] = [:]

    /// A head that was kept elsewhere, which the chain must go through.
    private let kept: LedgerHead?

    init(through kept: LedgerHead? = nil) {
        self.kept = kept
        if kept?.number == 0, kept?.hash != LedgerHead.origin.hash { fault = "the head that was given is none" }
    }

    /// - Parameter codes: of all accounts, by number.
    mutating func follow(_ stretch: LedgerStretch, codes: [Int64: String]) {
        var place = 0
        for row in stretch.rows where fault == nil {
            let start = place
            while place < stretch.lines.count, stretch.lines[place].seq == row.seq { place += 1 }
            fault = follow(row, stretch.lines[start..<place], codes).map { "transaction \(row.link.number): \($0)" }
        }
        guard fault == nil, let end = stretch.end else { return }
        fault = differences(at: end)
    }

    private mutating func follow(
        _ row: LedgerStretch.Row, _ lines: ArraySlice<LedgerStretch.Line>, _ codes: [Int64: String]
    ) -> String? {
        guard row.link.number == number + 1 else { return "the one before is number \(number), so one or more are missing" }
        guard row.previousHash == previous else { return "it does not continue the one before" }
        guard lines.count >= 2 else { return "it has \(lines.count) entries" }
        chain.begin(row.link, after: previous)
        for line in lines {
            guard let code = codes[line.account] else { return "an entry is of an account of another workspace" }
            guard line.day == row.link.date.number else { return "an entry is of another day" }
            chain.add(account: code, amount: line.amount, currency: line.currency, memo: line.memo)
            days[LedgerStretch.Total(account: line.account, currency: line.currency, day: line.day), default: 0] &+= line.amount
        }
        guard Self.isBalanced(lines) else { return "its entries do not sum to zero" }
        guard chain.hash() == row.hash else { return "its hash does not fit what it says" }
        previous = row.hash
        number = row.link.number
        moment = row.link.postedAt
        entries += Int64(lines.count)
        if let kept, kept.number == number, kept.hash != Hex.encode(row.hash) {
            return "its hash is not the one of the head that was given"
        }
        return nil
    }

    private static func isBalanced(_ lines: ArraySlice<LedgerStretch.Line>) -> Bool {
        guard let currency = lines.first?.currency else { return false }
        if lines.allSatisfy({ $0.currency == currency }) { return lines.reduce(Int128(0)) { $0 + Int128($1.amount) } == 0 }
        var sums: [String: Int128] = [:]
        for line in lines { sums[line.currency, default: 0] += Int128(line.amount) }
        return sums.values.allSatisfy { $0 == 0 }
    }

    /// What is kept beside the chain follows from it.
    private func differences(at end: LedgerStretch.End) -> String? {
        if let kept, kept.number > number {
            return "the chain ends at number \(number), before number \(kept.number) of the head that was given"
        }
        guard entries == end.entries else { return "there are \(end.entries) entries, \(entries) of them in transactions" }
        for (total, amount) in end.days.filter({ days[$0.key] ?? 0 != $0.value }).prefix(1) {
            return "account \(end.codes[total.account] ?? "?"): the total of \(Day(number: total.day)) is \(amount) \(total.currency), "
                + "its entries sum to \(days[total] ?? 0)"
        }
        guard days.keys.allSatisfy({ end.days[$0] != nil }) else { return "the total of a day is missing" }
        var balances: [LedgerStretch.Total: Int64] = [:]
        for (day, amount) in days {
            balances[LedgerStretch.Total(account: day.account, currency: day.currency, day: 0), default: 0] &+= amount
        }
        for (total, amount) in balances.filter({ end.balances[$0.key] != $0.value }).prefix(1) {
            return "account \(end.codes[total.account] ?? "?"): its balance is \(end.balances[total] ?? 0) \(total.currency), "
                + "its entries sum to \(amount)"
        }
        return balances.count == end.balances.count ? nil : "an account without entries has a balance"
    }

    var verification: LedgerVerification {
        LedgerVerification(
            ok: fault == nil, transactions: number, entries: entries,
            head: LedgerHead(number: number, hash: Hex.encode(previous), at: moment), fault: fault)
    }
}
