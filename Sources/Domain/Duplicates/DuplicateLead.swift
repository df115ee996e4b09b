package import Primitives

/// A lead that may be the same company as another, and by what.
package struct DuplicateLead: Hashable, Sendable {
    package let id: ID<Lead>
    package let company: String
    package let kinds: [LeadKey.Kind]
}

extension DuplicateLead: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("company", company)
            json.member("by", array: kinds)
        }
    }

    var json: JSONValue {
        ["id": .string(id.description), "company": .string(company), "by": .array(kinds.map { .string($0.rawValue) })]
    }
}
