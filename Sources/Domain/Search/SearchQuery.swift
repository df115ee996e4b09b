import DataStore
import Primitives

/// What someone typed to find leads: every term has to be there, as the beginning of a word; what stands in quotes as it is.
struct SearchQuery: Hashable, Sendable {
    typealias Phrase = FullTextQuery.Phrase

    /// What follows is not looked at: nobody types more, and each term is a reading of the index.
    static let textLimit = 1_000
    static let phraseLimit = 24
    private static let wordsInPhraseLimit = 24

    let phrases: [Phrase]
    /// The whole text, folded, for names that are just that.
    let name: String

    /// Nothing to look for: empty or signs alone. It finds nothing.
    var isEmpty: Bool { phrases.isEmpty }

    init(_ text: String) {
        let text = text.singleLine().prefix(utf8: Self.textLimit)
        name = Folding.fold(text)
        if let number = PhoneWords.word(for: text) {
            phrases = [Phrase([number], isPrefix: true)]
            return
        }
        var phrases: [Phrase] = []
        // Between two quotation marks: every second part; the last is still being typed when its end is missing.
        let parts = text.split(omittingEmptySubsequences: false) { Self.quotationMarks.contains($0) }
        for (index, part) in parts.enumerated() {
            if index.isMultiple(of: 2) {
                phrases += part.split(separator: " ").compactMap { Self.phrase(Self.host(in: $0) ?? String($0), isPrefix: true) }
            } else if let phrase = Self.phrase(String(part), isPrefix: index == parts.count - 1) {
                phrases.append(phrase)
            }
        }
        self.phrases = Array(phrases.prefix(Self.phraseLimit))
    }

    func fullText(scope: String?, columns: [String] = []) -> FullTextQuery {
        FullTextQuery(scope: scope, phrases: phrases, columns: columns)
    }

    private static let quotationMarks: Set<Character> = ["\"", "“", "”", "„", "«", "»"]

    private static func phrase(_ text: String, isPrefix: Bool) -> Phrase? {
        var words = SearchWords.of(text, limit: wordsInPhraseLimit)
        guard let last = words.last else { return nil }
        // The pair before it says the same, and more.
        if last.closesRun {
            words.removeLast()
            return Phrase(words.map(\.text), isPrefix: false)
        }
        return Phrase(words.map(\.text), isPrefix: isPrefix)
    }

    /// The host of an address that was copied from a browser: leads are known by it.
    private static func host(in term: Substring) -> String? {
        guard term.contains("://") || term.hasPrefix("www.") else { return nil }
        return Website(String(term))?.domain
    }
}
