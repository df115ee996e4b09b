/// The texts of a JSON array (RFC 8259) that holds nothing but texts without escapes: what most lists in a column are.
///
/// There is none for any other text, right or wrong, as with ``PlainJSONObject``.
package struct PlainJSONList: Sendable {
    package let texts: [String]

    package init?(_ text: String) {
        var text = text
        let texts: [String]? = text.withUTF8 { utf8 in
            var reader = PlainJSONReader(bytes: UnsafeRawBufferPointer(utf8))
            var texts: [String] = []
            guard reader.skip("[") else { return nil }
            if !reader.skip("]") {
                repeat {
                    guard let text = reader.text() else { return nil }
                    texts.append(text)
                } while reader.skip(",")
                guard reader.skip("]") else { return nil }
            }
            return reader.isAtEnd ? texts : nil
        }
        guard let texts else { return nil }
        self.texts = texts
    }
}
