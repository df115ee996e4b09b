import DataStore
import Primitives

/// Something by which two leads are the same company, in its one spelling.
package struct LeadKey: Hashable, Sendable {
    package enum Kind: String, Sendable, Codable, CaseIterable, SQLConvertible, JSONWritable {
        case domain, email, phone, siren, vat
    }

    /// Where a key was read; each replaces its own.
    enum Source: String, Sendable, CaseIterable, SQLConvertible {
        case lead, contact, analysis
        /// A lead that was merged into this one.
        case merged
    }

    package let kind: Kind
    package let value: String

    init(_ kind: Kind, _ value: String) {
        self.kind = kind
        self.value = value
    }
}

extension LeadKey {
    /// Hosts under which companies have pages that are not their own site: no two of them are the same company.
    private static let sharedHosts: Set<String> = [
        "facebook.com", "instagram.com", "linkedin.com", "x.com", "twitter.com", "youtube.com", "tiktok.com", "pagesjaunes.fr",
        "google.com", "sites.google.com", "business.site", "wixsite.com", "wordpress.com", "blogspot.com", "tripadvisor.com",
        "tripadvisor.fr", "doctolib.fr", "etsy.com", "leboncoin.fr", "malt.fr", "societe.com", "pappers.fr",
    ]

    /// The keys of a site, a mailbox, a number and two registrations; what is none of them is left out.
    ///
    /// - Parameter country: whose national telephone numbers to read; that of the domain comes first.
    static func keys(
        domain: String? = nil, email: String? = nil, phone: String? = nil, siren: String? = nil, vat: String? = nil,
        country: PhoneNumber.Country? = nil
    ) -> [LeadKey] {
        var keys: [LeadKey] = []
        func add(_ kind: Kind, _ value: String?) {
            guard let value else { return }
            let key = LeadKey(kind, value)
            if !keys.contains(key) { keys.append(key) }
        }
        if let domain, !sharedHosts.contains(domain) { add(.domain, domain) }
        add(.email, email.flatMap { EmailAddress($0)?.normalized })
        add(.phone, phone.flatMap { number(of: $0, domain: domain, country: country) })
        add(.siren, siren ?? vat.flatMap(Self.siren(ofVAT:)))
        add(.vat, vat)
        return keys
    }

    private static func number(of phone: String, domain: String?, country: PhoneNumber.Country?) -> String? {
        let suffix = domain.flatMap { $0.split(separator: ".").last }.map(String.init)
        return PhoneNumber(phone, country: suffix.flatMap { PhoneNumber.Country(topLevelDomain: $0) } ?? country)?.e164
    }

    /// A French VAT number ends in the SIREN.
    private static func siren(ofVAT number: String) -> String? {
        guard number.hasPrefix("FR"), VATNumber.isValid(number) else { return nil }
        return String(number.suffix(9))
    }
}

extension Lead {
    func keys(country: PhoneNumber.Country?) -> [LeadKey] {
        LeadKey.keys(domain: domain, email: email, phone: phone, siren: siren, vat: vat, country: country)
    }

    /// Whether a change to `other` may change the keys.
    func hasSameKeys(as other: Lead) -> Bool {
        domain == other.domain && email == other.email && phone == other.phone && siren == other.siren && vat == other.vat
    }
}
