/// A stretch of keys in the order of their bytes; both ends say whether they belong to it.
struct KeyRange: Hashable, Sendable {
    struct End: Hashable, Sendable {
        let key: String
        let isIncluded: Bool
    }

    var lower: End
    /// `nil` for no end.
    var upper: End?

    /// All keys that begin with `prefix`, but for the prefix itself where `isOpen`.
    init(prefix: String, isOpen: Bool) {
        lower = End(key: prefix, isIncluded: !isOpen)
        upper = Self.successor(of: prefix).map { End(key: $0, isIncluded: false) }
    }

    /// The first text after all that begin with `prefix`; UTF-8 sorts as its scalars do.
    static func successor(of prefix: String) -> String? {
        var rest = prefix.unicodeScalars[...]
        while let last = rest.popLast() {
            // The surrogates are no scalars.
            let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
            if let scalar = Unicode.Scalar(next) { return String(rest) + String(scalar) }
        }
        return nil
    }

    /// The ranges that hold every text that begins with `prefix` in either case of its first letters, in order.
    static func ignoringCase(of prefix: String, below folder: String) -> [KeyRange] {
        let head = String(prefix.prefix(2))
        let variants = head.reduce(into: [""]) { variants, letter in
            let forms = Set([String(letter), letter.lowercased(), letter.uppercased()])
            variants = variants.flatMap { variant in forms.map { variant + $0 } }
        }
        return variants.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { KeyRange(prefix: folder + $0, isOpen: $0.isEmpty) }
    }
}
