import DataStore
import Testing

@testable import Domain

struct SearchQueryTests {
    @Test(arguments: ["", "   ", "* \" ( ) : ^ - + { }", "\u{301}", "''' ;--", "«»"])
    func `Signs alone are nothing to look for`(text: String) {
        #expect(SearchQuery(text).isEmpty)
    }

    @Test(arguments: [
        ("Dupont lyon", [["dupont"], ["lyon"]], [true, true]), ("\"grand hôtel\" nice", [["grand", "hotel"], ["nice"]], [false, true]),
        ("\"grand hô", [["grand", "ho"]], [true]), ("jean.dupont@x.fr", [["jean", "dupont", "x", "fr"]], [true]),
        ("https://www.Acme.example/contact?x=1", [["acme", "example"]], [true]), ("東京都", [["東京", "京都"]], [false]),
        ("東", [["東"]], [true]), ("a OR NEAR(c, 2)", [["a"], ["or"], ["near", "c"], ["2"]], [true, true, true, true]),
        ("company:x*", [["company", "x"]], [true]),
    ])
    func `Terms are beginnings of words, what is in quotes is as it stands`(text: String, words: [[String]], prefixes: [Bool]) {
        let query = SearchQuery(text)
        #expect(query.phrases.map(\.words) == words)
        #expect(query.phrases.map(\.isPrefix) == prefixes)
    }

    @Test func `Two hundred terms and ten kilobytes are cut`() {
        #expect(SearchQuery((0..<200).map { "t\($0)" }.joined(separator: " ")).phrases.count == SearchQuery.phraseLimit)
        #expect(SearchQuery(String(repeating: "a", count: 10_240)).phrases[0].words[0].count == 64)
    }
}
