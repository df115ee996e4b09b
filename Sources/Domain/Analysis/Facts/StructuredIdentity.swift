import Primitives

/// The company as a page describes it to search engines (schema.org in JSON-LD).
enum StructuredIdentity {
    /// Objects that describe an organisation: by type, or by having what only organisations have.
    static func organizations(on page: SitePage) -> [JSONValue] {
        page.content.structured.filter { object in
            if isTyped(object, among: others) { return false }
            return isTyped(object, among: types) || object["address"] != nil || object["telephone"] != nil
        }
    }

    static func text(_ object: JSONValue, _ key: String) -> String? {
        guard let value = object[key]?.string?.singleLine(), !value.isEmpty else { return nil }
        return value.prefix(utf8: 300)
    }

    /// One string, or several.
    static func texts(_ object: JSONValue, _ key: String) -> [String] {
        switch object[key] {
        case .string(let value): [value]
        case .array(let values): values.prefix(20).compactMap(\.string)
        default: []
        }
    }

    static func address(_ object: JSONValue) -> String? {
        let entry = object["address"]?.array?.first ?? object["address"]
        if let plain = entry?.string { return plain.singleLine() }
        guard let entry else { return nil }
        let town = [text(entry, "postalCode"), text(entry, "addressLocality")].compactMap(\.self).joined(separator: " ")
        let country = text(entry, "addressCountry") ?? entry["addressCountry"].flatMap { text($0, "name") }
        // A two-letter code adds nothing for a reader who sees the town.
        let named = country.flatMap { $0.count > 2 ? $0 : nil }
        let parts = [text(entry, "streetAddress"), town.isEmpty ? nil : town, named].compactMap(\.self)
        return parts.count > 1 ? parts.joined(separator: ", ") : nil
    }

    /// Founders and employees by name.
    static func people(_ object: JSONValue) -> [String] {
        ["founder", "founders", "employee", "employees", "contactPoint"].flatMap { key -> [String] in
            let entries = object[key]?.array ?? object[key].map { [$0] } ?? []
            return entries.prefix(5).compactMap { entry in
                let isPerson = entry["@type"]?.string == "Person" || key.hasPrefix("founder")
                return isPerson ? text(entry, "name") : nil
            }
        }
    }

    private static func isTyped(_ object: JSONValue, among names: Set<String>) -> Bool {
        switch object["@type"] {
        case .string(let name): names.contains(name)
        case .array(let list): list.contains { $0.string.map(names.contains) ?? false }
        default: false
        }
    }

    private static let types: Set<String> = [
        "Organization", "LocalBusiness", "Corporation", "Store", "OnlineStore", "Restaurant", "ProfessionalService",
        "HomeAndConstructionBusiness",
        "Hotel", "MedicalBusiness", "Dentist", "LegalService", "AutoRepair", "HairSalon", "BeautySalon", "Bakery", "NGO",
        "EducationalOrganization",
        "GeneralContractor", "Electrician", "Plumber", "RealEstateAgent", "AccountingService",
    ]

    private static let others: Set<String> = [
        "Product", "Offer", "Person", "Event", "JobPosting", "WebSite", "WebPage", "Article", "BlogPosting",
    ]
}
