/// An amount in whole minor units of its currency: 1,234 of EUR are 12.34 euros, of JPY 1,234 yen.
package struct Money: Hashable, Sendable, Codable, Sampled {
    package let amount: Int64
    package let currency: Currency

    package init(_ amount: Int64, _ currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    package static var sample: Self { Self(1_234, .sample) }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("amount", amount)
            json.member("currency", currency)
        }
    }
}
