package import Identity
package import Primitives

/// A member who is named in a message, as they are called now.
package struct MessageMention: Hashable, Sendable, JSONWritable {
    package let personID: ID<Person>
    package let name: String

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("personId", personID)
            json.member("name", name)
        }
    }
}
