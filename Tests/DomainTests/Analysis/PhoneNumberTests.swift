import Primitives
import Testing

@testable import Domain

@Suite struct PhoneNumberTests {
    @Test(
        arguments: [
            ("", nil), ("0199", .france), ("01 99 00 12 3", .france), ("01 99 00 12 345", .france), ("00 00 00 00 00", .france),
            ("12 34 56 78 90", .france), ("+33 1 99 00 12", nil),
            ("+999 99", nil), ("+280 123 45678", nil), ("abc", .france), ("01 99 00 12 34", nil), ("+1234567890123456", nil),
            ("+33 (0)1 99 00 12 3x", nil),
        ] as [(String, PhoneNumber.Country?)])
    func `No number`(text: String, country: PhoneNumber.Country?) { #expect(PhoneNumber(text, country: country) == nil) }

    @Test(
        arguments: [
            ("01 99 00 12 34", .france, "+33199001234"), ("01.99.00.12.34", .france, "+33199001234"),
            ("0199001234", .france, "+33199001234"),
            ("+33 1 99 00 12 34", nil, "+33199001234"), ("+33 (0)1 99 00 12 34", nil, "+33199001234"),
            ("+33 01 99 00 12 34", nil, "+33199001234"), ("0033199001234", nil, "+33199001234"),
            ("(+33) 1 99-00-12-34", nil, "+33199001234"), ("+44 20 7946 0321", nil, "+442079460321"),
            ("020 7946 0321", .unitedKingdom, "+442079460321"),
            ("+352 26 12 34", nil, "+352261234"), ("+1 (202) 555-0143", nil, "+12025550143"), ("0263-55-0123", .japan, "+81263550123"),
            ("+49 151 2345 6789", nil, "+4915123456789"),
            ("06 123 4567", .italy, "+39061234567"),
        ] as [(String, PhoneNumber.Country?, String)])
    func `Normalised to E.164`(text: String, country: PhoneNumber.Country?, expected: String) throws {
        #expect(PhoneNumber(text, country: country)?.e164 == expected)
    }

    /// What a French page's text yields.
    private func found(_ text: String) -> [String] {
        let page = FetchedPage(
            address: WebAddress(isSecure: true, host: "exemple-sa.fr", port: 443, path: "/", query: nil), status: 200, headers: [:],
            body: Array("<html lang=fr><p>\(text)".utf8), isTruncated: false, changedDomain: false)
        let reading = SiteReading(
            pages: [SitePage(page, role: .home)], hints: AnalysisHints(company: "", language: .french), now: .init(seconds: 0))
        var facts = FactList(.french)
        PhoneFinder.find(in: reading, into: &facts)
        return facts[.phone].map(\.value)
    }

    @Test(arguments: [
        "SIRET 012 876 546 00016", "le 01/02/2026 à 10:30", "0199001234567", "réf. A0199001234", "Fax : 01 99 00 12 34",
        "prix 01 999 00 12", "12345", "IBAN FR76 3000 6000 0112 3456 7890 189",
        "Hébergeur : Exemple, 01 99 00 12 34", "1.01.99.00.12.34",
    ])
    func `Other digits are left alone`(text: String) { #expect(found(text) == []) }

    @Test(arguments: [
        ("Tél. 01 99 00 12 34.", ["+33199001234"]), ("01.99.00.12.34 / 06.39.98.12.07", ["+33199001234", "+33639981207"]),
        ("01 99 00 12 34 01 99 00 12 35", ["+33199001234", "+33199001235"]),
        ("(01) 99 00 12 34", ["+33199001234"]), ("+33 1 99 00 12 34, +44 20 7946 0321", ["+33199001234", "+442079460321"]),
        ("Tel:0199001234", ["+33199001234"]),
        ("+33 (0)1 99 00 12 34", ["+33199001234"]),
        ("Fax : 01 99 00 12 35 — le téléphone de l’accueil est le 01 99 00 12 34", ["+33199001234"]),
    ])
    func `Numbers in running text are found`(text: String, expected: [String]) { #expect(found(text) == expected) }

    @Test(arguments: [
        ("01 234 5678", PhoneNumber.Country.austria, "+4312345678"), ("91 234 567 89", .spain, ""),
        ("912 345 678", .portugal, "+351912345678"),
        ("06 1 234 5678", .hungary, "+3612345678"), ("1 234 5678", .hungary, ""), ("8 612 34567", .lithuania, "+37061234567"),
        ("22 12 34 56", .denmark, "+4522123456"), ("2 12 34 56", .denmark, ""), ("601 234 567", .czechia, "+420601234567"),
        ("0721 234 567", .romania, "+40721234567"), ("721 234 567", .romania, ""), ("210 1234567", .greece, "+302101234567"),
        ("08-123 456 78", .sweden, "+46812345678"), ("0522 123456", .morocco, "+212522123456"),
    ])
    func `National numbers of many countries`(written: String, country: PhoneNumber.Country, e164: String) {
        #expect(PhoneNumber(written, country: country)?.e164 ?? "" == e164)
    }

    @Test func `Every country's calling code is one that is in use`() {
        for country in PhoneNumber.Country.allCases {
            let digits = String(repeating: "2", count: country.length.upperBound)
            #expect(PhoneNumber("+\(country.rawValue)\(digits)", country: nil)?.e164 == "+\(country.rawValue)\(digits)")
        }
    }
}
