package import Primitives

/// What became of many leads: those that were changed, with their new versions, and those that stay as they were.
package struct BulkOutcome: Sendable, Decodable {
    package struct Refusal: Sendable, Decodable {
        package let id: ID<Lead>
        package let code: FailureCode
        package let detail: String
        package let fields: [FieldFault]
    }

    package internal(set) var moved: [LeadVersion] = []
    package internal(set) var refused: [Refusal] = []
}

extension BulkOutcome: Sampled {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("moved", array: moved)
            json.member("refused", array: refused)
        }
    }

    package static var sample: Self {
        Self(
            moved: [LeadVersion(id: ID(), version: 8)],
            refused: [
                Refusal(id: ID(), code: .fieldsRequired, detail: "A field is missing.", fields: [FieldFault("/email", "It is needed.")])
            ])
    }
}

extension BulkOutcome.Refusal: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("code", code.rawValue)
            json.member("detail", detail)
            json.member("fields", array: fields.map { ["pointer": .string($0.pointer), "message": .string($0.message)] as JSONValue })
        }
    }
}
