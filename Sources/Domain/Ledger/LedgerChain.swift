import Crypto
package import Primitives

/// The text of a transaction over which its hash goes; `docs/ledger.md` has it for those who check an export.
///
/// Lines that end in a line feed; what is absent is an empty line. No text that is posted holds a tab or a line feed.
package struct LedgerChain {
    static let version = "uprising-ledger-1"
    /// What the first transaction of a workspace continues.
    package static let origin = [UInt8](repeating: 0, count: 32)

    private static let digits = Array("0123456789abcdef".utf8)

    private var bytes: [UInt8] = []

    package init() {
        bytes.reserveCapacity(1_024)
    }

    /// All but the entries; begins a new transaction.
    package mutating func begin(_ link: Link, after previous: [UInt8]) {
        bytes.removeAll(keepingCapacity: true)
        line(Self.version)
        for byte in previous { bytes.append(contentsOf: [Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]]) }
        line(nil)
        line(link.workspace)
        line(String(link.number))
        line(link.id)
        line(link.date.description)
        line(link.postedAt.description)
        line(link.postedBy)
        line(link.reverses)
        line(link.payout)
        line(link.lead)
        line(link.reference)
        line(link.description)
    }

    package mutating func add(account code: String, amount: Int64, currency: String, memo: String?) {
        bytes.append(contentsOf: code.utf8)
        bytes.append(UInt8(ascii: "\t"))
        bytes.append(contentsOf: String(amount).utf8)
        bytes.append(UInt8(ascii: "\t"))
        bytes.append(contentsOf: currency.utf8)
        bytes.append(UInt8(ascii: "\t"))
        line(memo)
    }

    package func hash() -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    private mutating func line(_ text: String?) {
        if let text { bytes.append(contentsOf: text.utf8) }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// What of a transaction is in the chain beside its entries, ids as their texts.
    package struct Link {
        let workspace: String
        let number: Int64
        let id: String
        let date: Day
        let postedAt: Timestamp
        let postedBy: String?
        let reverses: String?
        let payout: String?
        let lead: String?
        let reference: String?
        let description: String

        package init(
            workspace: String, number: Int64, id: String, date: Day, postedAt: Timestamp, postedBy: String?, reverses: String?,
            payout: String?, lead: String?, reference: String?, description: String
        ) {
            self.workspace = workspace
            self.number = number
            self.id = id
            self.date = date
            self.postedAt = postedAt
            self.postedBy = postedBy
            self.reverses = reverses
            self.payout = payout
            self.lead = lead
            self.reference = reference
            self.description = description
        }
    }
}
