package import Identity
package import Primitives

/// Which payouts a list shows; of a time by when they were raised.
package struct PayoutQuery: Sendable, JSONWritable {
    package var state: PayoutState?
    package var person: ID<Person>?
    package var project: ID<Project>?
    package var lead: ID<Lead>?
    package var from: Day?
    package var through: Day?

    package init() {}

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("state", state)
            json.member("person", person)
            json.member("project", project)
            json.member("lead", lead)
            json.member("from", from)
            json.member("to", through)
        }
    }
}
