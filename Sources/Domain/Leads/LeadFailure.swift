package import Primitives

/// Why a lead failed: a stable code and a sentence for the person who dropped it.
package struct LeadFailure: Hashable, Sendable, Decodable, JSONWritable {
    package let code: String
    package let message: String

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("code", code)
            json.member("message", message)
        }
    }
}
