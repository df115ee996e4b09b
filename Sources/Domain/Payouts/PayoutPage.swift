package import Primitives

/// One page of payouts, the newest first, with what all that the query finds are together.
package struct PayoutPage: Sendable {
    package let items: [Payout]
    package let next: String?
    package let totals: [PayoutTotal]
}

extension PayoutPage: Sampled {
    package static var sample: Self { Self(items: [.sample], next: "bmV4dA", totals: [.sample]) }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("items", array: items)
            json.member("next", next)
            json.member("totals", array: totals)
        }
    }
}
