/// What differs between the database engines; everything else is written once, in their common subset.
///
/// Statements use `?` for parameters. A migration writes the engine's own words in braces:
///
/// | token | SQLite |
/// |---|---|
/// | `{blob}` | the type of bytes |
/// | `{full_text NAME COLUMN…}` | a whole definition: ``FullTextIndex`` |
/// | `{sequence}` | a 64-bit primary key that the engine counts up and never hands out twice |
/// | `{clustered}` | in place of `{strict}`: so too, and rows are kept in the primary key's own tree |
/// | `{strict}` | after a table's closing parenthesis: column types are enforced |
package enum Dialect: Sendable {
    case sqlite

    package func render(definition: String) -> String {
        var text = ""
        var rest = definition[...]
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            rest = rest[open...]
            guard let close = rest.firstIndex(of: "}") else { break }
            let token = String(rest[rest.index(after: open)..<close])
            text += word(for: token) ?? "{\(token)}"
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    /// Behind a table's name: reads it by that index, and fails where that can't be. Engines that choose by statistics are left to it.
    package func reading(by index: String) -> String {
        switch self {
        case .sqlite: " INDEXED BY \(index)"
        }
    }

    private func word(for token: String) -> String? {
        let words = token.split(separator: " ").map { String($0) }
        if words.count > 2, words[0] == "full_text" {
            return FullTextIndex(words[1], columns: Array(words[2...])).sqliteDefinition()
        }
        return switch (self, token) {
        case (.sqlite, "blob"): "BLOB"
        case (.sqlite, "sequence"): "INTEGER PRIMARY KEY AUTOINCREMENT"
        case (.sqlite, "strict"): "STRICT"
        case (.sqlite, "clustered"): "STRICT, WITHOUT ROWID"
        default: nil
        }
    }
}
