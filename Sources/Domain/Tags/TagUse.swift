package import Primitives

/// A tag, and how many leads outside the trash have it.
package struct TagUse: Hashable, Sendable {
    /// As one of them spells it.
    package let name: String
    package let leads: Int
}

extension TagUse: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("name", name)
            json.member("leads", leads)
        }
    }
}
