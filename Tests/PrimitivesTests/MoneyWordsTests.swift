import Primitives
import Testing

@Suite struct MoneyWordsTests {
    private static let amounts: [(amount: Int64, code: String, french: String, english: String)] = [
        (0, "EUR", "0,00 EUR", "0.00 EUR"), (5, "EUR", "0,05 EUR", "0.05 EUR"), (-123_456, "EUR", "−1 234,56 EUR", "−1,234.56 EUR"),
        (1_234, "JPY", "1 234 JPY", "1,234 JPY"), (1_234, "KWD", "1,234 KWD", "1.234 KWD"),
        (.min, "EUR", "−92 233 720 368 547 758,08 EUR", "−92,233,720,368,547,758.08 EUR"),
    ]

    @Test(arguments: amounts)
    func `An amount is written as people of the language do`(amount: Int64, code: String, french: String, english: String) throws {
        let money = Money(amount, try #require(Currency(code)))
        func plain(_ text: String) -> String { text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ") }
        #expect(plain(money.words(in: .french)) == french)
        #expect(plain(money.words(in: .english)) == english)
    }
}
