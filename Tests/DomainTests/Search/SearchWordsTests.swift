import DataStore
import Testing

@testable import Domain

struct SearchWordsTests {
    @Test(arguments: [
        ("", []), ("… ?! -- \"", []), ("L'Atelier d’Été", ["l", "atelier", "d", "ete"]),
        ("jean.dupont@x.fr", ["jean", "dupont", "x", "fr"]), ("E\u{301}LAN 2025", ["elan", "2025"]), ("東京都", ["東京", "京都", "都"]),
        ("abc東京 def", ["abc", "東京", "京", "def"]), ("🎉 fête ❤️", ["🎉", "fete", "❤"]), ("Москва", ["москва"]), ("한국어", ["한국어"]),
        ("\u{301}\u{302}", []), ("\u{E000}x", ["x"]),
    ])
    func `A text is cut into folded words, and runs without spaces into pairs`(text: String, words: [String]) {
        #expect(SearchWords.of(text).map(\.text) == words)
    }

    @Test func `A word stands where the page counts it, in UTF-16`() {
        let text = "🎉 L’été à 東京"
        for word in SearchWords.of(text) {
            let units = Array(text.utf16)[word.range]
            #expect(SearchWords.of(String(decoding: units, as: UTF16.self)).first?.text == word.text)
        }
        #expect(SearchWords.of(text).map(\.range) == [0..<2, 3..<4, 5..<8, 9..<10, 11..<13, 12..<13])
    }

    @Test func `Ten thousand marks on one letter, and a word without an end, stay small`() {
        #expect(SearchWords.of("e" + String(repeating: "\u{301}", count: 10_000)).map(\.text) == ["e"])
        #expect(SearchWords.of("é" + String(repeating: "a", count: 10_000)).map(\.text.count) == [64])
    }

    @Test(arguments: [
        ("+33 6 12 34 56 78", "0612345678", true), ("06 12 34 56 78", "06.12.34", true), ("+33612345678", "+33 6 12", true),
        ("+33 (0)6 12 34 56 78", "0033612345678", true), ("+44 20 7946 0958", "020 7946 0958", true), ("06 12 34 56 78", "12 34 56", false),
    ])
    func `A telephone number is found however it is written, from its beginning`(phone: String, query: String, isFound: Bool) throws {
        let word = try #require(SearchQuery(query).phrases.first)
        let words = PhoneWords.indexed(phone)?.split(separator: " ") ?? []
        #expect(words.contains { $0.hasPrefix(word.words[0]) } == isFound)
    }
}
