package import Primitives

/// The lead that a drop has made, or gone into.
package struct DroppedLead: Hashable, Sendable, Decodable, JSONWritable {
    package let lead: Lead
    package let isNew: Bool

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("lead", lead)
            json.member("isNew", isNew)
        }
    }
}
