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
}
