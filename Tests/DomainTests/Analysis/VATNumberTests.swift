import Testing

@testable import Domain

@Suite struct VATNumberTests {
    /// One of each rule, with right check digits.
    private static let valid = [
        "ATU13585627", "BE0123456749", "BG175074752", "CY10259033P", "CZ25123891", "DE136695976", "DK13585628", "EE100931558",
        "EL094259216", "ESB58378431", "ES12345678Z", "ESX1234567L", "FI20774740", "FR79012876546", "GB980780684", "HR33392005961",
        "HU12892312", "IE6433435F", "IE3628739UA", "IT00743110157", "LT119511515", "LU10000356", "LV40003521600", "MT15121333",
        "NL004495445B01", "NL123456789B13", "PL5260001246", "PT501964843", "RO18547290", "SE123456789701", "SI50223054", "SK2022749619",
        "XI980780684",
    ]

    /// Has two rules, so that what one refuses the other may take.
    private static let valid97 = "NL123456789B13"

    @Test(arguments: valid.filter { $0 != valid97 }) func `One wrong digit is noticed`(number: String) {
        let bytes = Array(number.utf8)
        for place in 2..<bytes.count where (48...57).contains(bytes[place]) {
            // The ends of Dutch and Swedish numbers count branches, and have no check; two sums give Latvian ones the digit 0.
            if number.hasPrefix("NL") && place > 11 || number.hasPrefix("SE") && place > 11 || number.hasPrefix("LV") && place == 3 {
                continue
            }
            var wrong = bytes
            wrong[place] = bytes[place] == 57 ? 48 : bytes[place] + 1
            let text = String(decoding: wrong, as: UTF8.self)
            #expect(!VATNumber.isValid(text), "\(text)")
        }
    }

    @Test(arguments: [
        "", "FR", "FR78012876546", "FR79012876545", "FRI1012876546", "XX123456789", "PL123", "FR7901287654", "NL123456789C01",
        "DE١٣٦٦٩٥٩٧٦",
        "GB0000000000", "GB98078068", "CZ000000000", "SE123456789700", "ES123456789", "IE12", "BE2123456749", "LT12",
    ])
    func `No VAT number`(number: String) { #expect(!VATNumber.isValid(number)) }

    @Test(arguments: valid + ["FRK7012876546"]) func `A VAT number`(number: String) { #expect(VATNumber.isValid(number)) }

    @Test func `Every state of the European Union is known`() {
        #expect(Set(VATNumber.countries).isSuperset(of: Set(Self.valid.map { String($0.prefix(2)) })))
        #expect(Set(Self.valid.map { $0.prefix(2) }).count == VATNumber.countries.count)
        #expect(VATNumber.countries.count == 29)
    }
}
