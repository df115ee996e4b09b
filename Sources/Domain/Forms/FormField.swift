package import Primitives

/// One thing that a form asks for.
package struct FormField: Hashable, Sendable, Codable {
    package enum Name: String, Sendable, Codable, CaseIterable, JSONWritable {
        case company, contactName, email, phone, website, notes
    }

    package let name: Name
    package let required: Bool

    package init(_ name: Name, required: Bool) {
        self.name = name
        self.required = required
    }

    static let standard = [
        FormField(.company, required: true), FormField(.contactName, required: false), FormField(.email, required: true),
        FormField(.phone, required: false), FormField(.notes, required: false),
    ]
}

extension FormField: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("name", name)
            json.member("required", required)
        }
    }
}
