import Foundation
import Testing

@testable import Primitives

@Suite struct MoneyTests {
    @Test(arguments: ["eur", "EURO", "", "XXX", "XAU", "DEM", "ZZZ", "E R", "EU", "EU\u{52}\u{301}"])
    func `What is no currency in circulation is refused`(code: String) {
        #expect(Currency(code) == nil)
    }

    @Test(arguments: [("EUR", 2), ("JPY", 0), ("XOF", 0), ("XPF", 0), ("KWD", 3), ("TND", 3), ("USD", 2), ("CHF", 2)])
    func `The minor unit has the digits of the standard`(code: String, exponent: Int) throws {
        #expect(try #require(Currency(code)).exponent == exponent)
    }

    @Test func `An unknown currency in a body is said where it stands`() {
        #expect {
            try JSONDecoder().decode(Money.self, from: Data(#"{"amount":1,"currency":"EURO"}"#.utf8))
        } throws: { error in
            guard case DecodingError.dataCorrupted(let context) = error else { return false }
            return context.codingPath.map(\.stringValue) == ["currency"]
        }
    }

    @Test(arguments: ["1.5", "9223372036854775808", "\"1\"", "null"])
    func `An amount that is no whole number of 64 bits is refused`(amount: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Money.self, from: Data(#"{"amount":\#(amount),"currency":"EUR"}"#.utf8))
        }
    }

    @Test(arguments: [Int64.min, -1, 0, .max])
    func `What is written is read again`(amount: Int64) throws {
        let money = Money(amount, .euro)
        #expect(try JSONDecoder().decode(Money.self, from: Data(JSONWriter.bytes(of: money))) == money)
    }
}
