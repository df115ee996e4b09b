/// The members of a JSON object (RFC 8259) that holds nothing but nulls and texts without escapes: what most forms send.
///
/// There is none for any other text, right or wrong. Whoever reads one falls back on a whole decoder, which says what is wrong, too.
package struct PlainJSONObject: Sendable {
    /// Beyond what any form has; keeps the search for repeated names short.
    private static let memberLimit = 32

    private var members: [(name: String, value: String?)] = []

    package init?(_ bytes: UnsafeRawBufferPointer) {
        var reader = PlainJSONReader(bytes: bytes)
        guard reader.skip("{") else { return nil }
        if !reader.skip("}") {
            repeat {
                guard let name = reader.text(), reader.skip(":"), members.count < Self.memberLimit,
                    !members.contains(where: { $0.name == name })
                else { return nil }
                if reader.skip("null") {
                    members.append((name, nil))
                } else {
                    guard let value = reader.text() else { return nil }
                    members.append((name, value))
                }
            } while reader.skip(",")
            guard reader.skip("}") else { return nil }
        }
        guard reader.isAtEnd else { return nil }
    }

    /// The text of that name; `nil` where there is none or `null`.
    package subscript(name: String) -> String? {
        members.first { $0.name == name }?.value
    }
}

/// A value whose members are nearly all optional texts, named as in its JSON; `Decodable` reads the same.
package protocol PlainJSONReadable: Decodable {
    /// `nil` for an object that holds what is no text in this value.
    init?(_ object: PlainJSONObject)
}
