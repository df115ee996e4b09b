import Primitives
import Testing

@testable import Domain

struct WrittenAmountTests {
    @Test(arguments: ["", "abc", "12 XYZ", "1.2.3", "1,23,4", "€", "12.", "1.234,56,78", "--5", "-5"])
    func `What is no amount is none`(text: String) {
        #expect(WrittenAmount(text)?.money(in: .euro) == nil)
    }

    @Test(arguments: [
        ("12", 1_200), ("12.5", 1_250), ("12,50", 1_250), ("12 500,50 €", 1_250_050), ("12\u{202F}500,50", 1_250_050),
        ("1,234.50", 123_450),
        ("1.234,50", 123_450), ("1.234", 123_400), ("1,234,567", 123_456_700), ("EUR 12'000", 1_200_000), ("0", 0), ("5.000,00", 500_000),
        ("0.5", 50),
    ]) func `Amounts are read as people write them`(text: String, minor: Int) throws {
        #expect(try #require(WrittenAmount(text)).money(in: .euro)?.amount == Int64(minor))
    }

    @Test func `Decimals are those of the currency, and nothing is worth more than anything`() throws {
        let yen = try #require(Currency("JPY"))
        #expect(WrittenAmount("1.5")?.money(in: yen) == nil)
        #expect(WrittenAmount("1.00")?.money(in: yen)?.amount == 1)
        #expect(WrittenAmount("$5")?.currency?.code == "USD")
        #expect(WrittenAmount("99999999999999999999")?.money(in: .euro) == nil)
        #expect(WrittenAmount("10000000000000.01")?.money(in: .euro) == nil)
    }

    @Test(arguments: [("EUR", 123_450, "1234.50"), ("JPY", 5, "5"), ("KWD", 5, "0.005"), ("EUR", 0, "0.00"), ("EUR", -7, "-0.07")])
    func `An export writes what an import reads`(code: String, amount: Int, text: String) throws {
        let money = Money(Int64(amount), try #require(Currency(code)))
        #expect(money.decimalText() == text)
        if amount >= 0, money.currency.exponent != 3 { #expect(WrittenAmount(text)?.money(in: money.currency) == money) }
    }
}
