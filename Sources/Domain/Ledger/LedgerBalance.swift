package import Primitives

/// What an account held at some time.
package struct LedgerBalance: Hashable, Sendable {
    package let balances: [Money]
    /// The day or moment that was asked for, as it was given; `nil` for now.
    package let at: String?
}

extension LedgerBalance: Sampled {
    package static var sample: Self { Self(balances: [.sample], at: "2030-01-31") }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("balances", array: balances)
            json.member("at", at)
        }
    }
}
