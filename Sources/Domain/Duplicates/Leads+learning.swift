import DataStore
import Identity
import Primitives

extension Leads {
    /// Makes what an analysis found a key by which duplicates are known. Part of the analysis' write.
    func learn(from analysis: Analysis, of lead: Lead, in tx: WriteTransaction) throws {
        let keys = Self.keys(in: analysis, domain: lead.domain)
        try LeadKeyRows.replace(keys, of: lead.id, in: lead.projectId, source: .analysis, tx)
    }

    private static func keys(in analysis: Analysis, domain: String?) -> [LeadKey] {
        let country = analysis.language.flatMap { PhoneNumber.Country(language: $0) }
        var keys: [LeadKey] = []
        for fact in analysis.facts {
            let found: [LeadKey] =
                switch fact.kind {
                case .email: LeadKey.keys(email: fact.value)
                case .phone: LeadKey.keys(domain: domain, phone: fact.value, country: country).filter { $0.kind == .phone }
                case .siren: CompanyNumber.isSIREN(digits(fact.value)) ? LeadKey.keys(siren: digits(fact.value)) : []
                case .siret: CompanyNumber.isSIRET(digits(fact.value)) ? LeadKey.keys(siren: String(digits(fact.value).prefix(9))) : []
                case .vat: LeadKey.keys(vat: fact.value.filter { !$0.isWhitespace }.uppercased())
                default: []
                }
            keys += found.filter { !keys.contains($0) }
        }
        return Array(keys.prefix(keyLimit))
    }

    /// A page that names more is a directory.
    private static let keyLimit = 30

    private static func digits(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
