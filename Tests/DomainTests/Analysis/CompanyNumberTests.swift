import Testing

@testable import Domain

@Suite struct CompanyNumberTests {
    @Test(arguments: ["", "012876545", "01287654", "0128765460", "000000000", "01287654A", "٠١٢٨٧٦٥٤٦"])
    func `No SIREN`(digits: String) { #expect(!CompanyNumber.isSIREN(digits)) }

    @Test(arguments: ["012876546", "045319274", "356000000"])
    func `A SIREN`(digits: String) { #expect(CompanyNumber.isSIREN(digits)) }

    @Test(arguments: ["", "01287654600017", "0128765460001", "01287654500016", "35600000000002"])
    func `No SIRET`(digits: String) { #expect(!CompanyNumber.isSIRET(digits)) }

    @Test(arguments: ["01287654600016", "04531927400010", "35600000000048", "35600000049837", "35600000000001"])
    func `A SIRET, and those of the post office by their own rule`(digits: String) { #expect(CompanyNumber.isSIRET(digits)) }

    @Test(arguments: [
        "", "FR", "FR78012876546", "FR79012876545", "FRI1012876546", "BE0123456789", "DE123456789", "XX123456789", "LU12345678",
        "IT12345678901", "PL123", "FR7901287654", "NL123456789C01",
    ])
    func `No VAT number`(number: String) { #expect(!CompanyNumber.isVAT(number)) }

    @Test(arguments: [
        "FR79012876546", "FRK7012876546", "BE0123456749", "DE136695976", "LU10000356", "IT00743110157", "PL5260001246", "ATU12345678",
        "NL123456789B01", "ESX1234567X",
    ])
    func `A VAT number`(number: String) { #expect(CompanyNumber.isVAT(number)) }
}
