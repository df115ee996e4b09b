/// What is looked for in a ``FullTextIndex``: every phrase has to be there.
package struct FullTextQuery: Hashable, Sendable {
    /// Words that follow each other in one column.
    package struct Phrase: Hashable, Sendable {
        package let words: [String]
        /// Whether the last word is the beginning of one.
        package let isPrefix: Bool

        package init(_ words: [String], isPrefix: Bool) {
            self.words = words
            self.isPrefix = isPrefix
        }
    }

    /// A word that each row is found by, too: whose rows they are; `nil` for everyone's.
    package let scope: String?
    package let phrases: [Phrase]
    /// Where the phrases may stand; everywhere when empty.
    package let columns: [String]

    package init(scope: String?, phrases: [Phrase], columns: [String] = []) {
        self.scope = scope
        self.phrases = phrases
        self.columns = columns
    }

    /// In the language of FTS5 (sqlite.org/fts5.html §3). Whatever a word holds, it is a string of that language and nothing else.
    var expression: String {
        let phrases = phrases.map { Self.quoted($0.words.joined(separator: " ")) + ($0.isPrefix ? " *" : "") }.joined(separator: " AND ")
        let place = columns.isEmpty ? "" : "{\(columns.joined(separator: " "))} : "
        let whose = scope.map { "\(FullTextIndex.scopeColumn) : \(Self.quoted($0)) AND " } ?? ""
        return "\(whose)\(place)(\(phrases))"
    }

    private static func quoted(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }
}
