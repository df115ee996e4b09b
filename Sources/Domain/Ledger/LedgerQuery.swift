package import Identity
package import Primitives

/// Which transactions a list shows.
package struct LedgerQuery: Sendable, JSONWritable {
    package var from: Day?
    package var through: Day?
    package var account: ID<LedgerAccount>?
    package var person: ID<Person>?
    /// Part of a description or reference, or a number.
    package var text: String?

    package init(from: Day? = nil, through: Day? = nil, account: ID<LedgerAccount>? = nil, person: ID<Person>? = nil, text: String? = nil) {
        self.from = from
        self.through = through
        self.account = account
        self.person = person
        self.text = text
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("from", from)
            json.member("to", through)
            json.member("account", account)
            json.member("person", person)
            json.member("q", text)
        }
    }
}
