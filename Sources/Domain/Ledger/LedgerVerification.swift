package import Primitives

/// What reading the whole chain again found.
package struct LedgerVerification: Hashable, Sendable {
    package let ok: Bool
    package let transactions: Int64
    package let entries: Int64
    /// How far the chain is whole.
    package let head: LedgerHead
    /// The first thing that is not as it was posted.
    package let fault: String?
}

extension LedgerVerification: Sampled {
    package static var sample: Self {
        Self(ok: false, transactions: 1, entries: 2, head: .sample, fault: "transaction 2: its hash does not fit what it says")
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("ok", ok)
            json.member("transactions", transactions)
            json.member("entries", entries)
            json.member("head", head)
            json.member("fault", fault)
        }
    }
}
