package import Primitives

/// One field that a change gave another value.
package struct FieldChange: Hashable, Sendable, Codable {
    package let field: String
    package let before: JSONValue
    package let after: JSONValue
}

extension FieldChange: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("field", field)
            json.member("before", before)
            json.member("after", after)
        }
    }
}
