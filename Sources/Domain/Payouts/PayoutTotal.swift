package import Primitives

/// What all payouts of one state are together, a currency each.
package struct PayoutTotal: Hashable, Sendable {
    package let state: PayoutState
    package let sums: [Money]

    package init(state: PayoutState, sums: [Money]) {
        self.state = state
        self.sums = sums
    }
}

extension PayoutTotal: Sampled {
    package static var sample: Self { Self(state: .approved, sums: [.sample]) }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("state", state)
            json.member("sums", array: sums)
        }
    }
}
