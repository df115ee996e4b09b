import Primitives

/// Guesses what the columns of a table are, by their names in French and English and by what stands in them.
struct ColumnGuess {
    let hasHeader: Bool
    /// What each column is called; without a header there are no names.
    let names: [String?]
    let fields: [ImportField?]

    /// - Parameter hasHeader: what someone has said; `nil` guesses that, too.
    init(samples: [[String]], columnCount: Int, hasHeader said: Bool? = nil) {
        let first = samples.first ?? []
        let below = Array(samples.dropFirst())
        hasHeader = said ?? Self.isHeader(first, above: below)
        let rows = hasHeader ? below : samples
        names = (0..<columnCount).map { [hasHeader] index in
            guard hasHeader, index < first.count else { return nil }
            let name = first[index].singleLine()
            return name.isEmpty ? nil : name.prefix(utf8: Self.nameBytes)
        }
        var taken = Set<ImportField>()
        var fields = [ImportField?](repeating: nil, count: columnCount)
        func give(_ index: Int, _ field: ImportField?) {
            guard let field, fields[index] == nil, field.mayRepeat || taken.insert(field).inserted else { return }
            fields[index] = field
        }
        let folded = names.map { $0.map(Self.folded) ?? "" }
        for index in 0..<columnCount { give(index, Self.sure[folded[index]]) }
        for index in 0..<columnCount where fields[index] == nil {
            give(index, Self.kind(of: rows.compactMap { index < $0.count ? $0[index] : nil }))
        }
        for index in 0..<columnCount { give(index, Self.likely[folded[index]]) }
        // "Nom" alone is the company; beside a company it is a person.
        for index in 0..<columnCount where folded[index] == "nom" || folded[index] == "name" {
            let person: ImportField = taken.contains(.contactFirstName) ? .contactLastName : .contactName
            give(index, taken.contains(.company) || taken.contains(.contactFirstName) ? person : .company)
        }
        // A table of leads without any company: the first column that holds words.
        if !taken.contains(.company), !taken.contains(.website), !taken.contains(.email), !hasHeader || columnCount == 1,
            let index = fields.firstIndex(of: nil)
        {
            give(index, .company)
        }
        self.fields = fields
    }

    private static let nameBytes = 200

    private static func isHeader(_ first: [String], above rows: [[String]]) -> Bool {
        guard !first.contains(where: { kind(of: [$0]) != nil }) else { return false }
        let filled = first.filter { !$0.trimmingSpaces().isEmpty }
        if filled.contains(where: { isKnown(folded($0)) }) { return true }
        // No name is known: a header stands above values of a kind that it is not itself.
        return rows.count >= 1
            && (0..<first.count).contains { index in
                kind(of: rows.compactMap { index < $0.count ? $0[index] : nil }) != nil
            }
    }

    private static func isKnown(_ name: String) -> Bool { sure[name] != nil || likely[name] != nil || name == "nom" || name == "name" }

    /// What nine in ten of the values that are there look like.
    static func kind(of values: [String]) -> ImportField? {
        let values = values.map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
        guard !values.isEmpty else { return nil }
        let kinds: [(ImportField, (String) -> Bool)] = [
            (.email, { $0.contains("@") && EmailAddress($0) != nil }), (.vat, { VATNumber.isValid($0.filter { $0 != " " }) }),
            (.siren, isCompanyNumber), (.phone, isPhone), (.website, isSite),
        ]
        return kinds.first { kind in values.count { kind.1($0) } * 10 >= values.count * 9 }?.0
    }

    private static func isCompanyNumber(_ text: String) -> Bool {
        let digits = text.filter { $0 != " " && $0 != "." }
        return CompanyNumber.isSIREN(digits) || CompanyNumber.isSIRET(digits)
    }

    private static func isPhone(_ text: String) -> Bool {
        var digits = 0
        for byte in text.utf8 {
            switch byte {
            case 48...57: digits += 1
            case 32, 40, 41, 43, 45, 46, 47: continue
            default: return false
            }
        }
        return (8...15).contains(digits) && (text.hasPrefix("+") || text.hasPrefix("0") || text.hasPrefix("("))
    }

    private static func isSite(_ text: String) -> Bool {
        guard !text.contains("@"), text.contains("."), let site = Website(text) else { return false }
        return site.namesScheme || (site.address.host.split(separator: ".").last ?? "").count { $0.isLetter } >= 2
    }

    /// Without case, accents and whatever is no letter or digit.
    private static func folded(_ text: String) -> String {
        Folding.fold(text).filter { $0.isLetter || $0.isNumber }
    }

    private static func table(_ names: [ImportField: String]) -> [String: ImportField] {
        names.reduce(into: [:]) { table, pair in
            for name in pair.value.split(separator: " ") { table[String(name)] = pair.key }
        }
    }

    /// Names that mean one thing.
    private static let sure = table([
        .company: """
        company companyname companies societe nomsociete nomdelasociete raisonsociale entreprise nomentreprise nomdelentreprise \
        organisation organization organisationname organizationname denomination enseigne etablissement business businessname account \
        accountname compte lead prospect client customer firm firma
        """,
        .website: "website websiteurl site siteweb siteinternet url web domain domaine domainname nomdedomaine homepage adresseweb",
        .contactName: "contact contactname nomducontact nomcontact interlocuteur fullname nomcomplet person personne responsable dirigeant",
        .contactFirstName: "firstname prenom givenname prenomcontact contactfirstname",
        .contactLastName: "lastname surname familyname nomdefamille contactlastname",
        .email: "email emails mail emailaddress adressemail adresseemail adressemel mel courriel emailcontact contactemail emailpro",
        .phone: """
        phone phonenumber telephone tel numerodetelephone ndetelephone notelephone telephonefixe telfixe mobile portable gsm cell cellphone \
        telephonemobile phone1 telephone1
        """,
        .siren: "siren siret numerosiren numerosiret nsiren nsiret",
        .vat: "vat vatnumber vatid tva numerotva ntva tvaintracommunautaire numerodetva tvaintra",
        .notes: "notes note comment comments commentaire commentaires remarque remarques description memo",
        .tags: "tags tag label labels etiquette etiquettes motscles keywords",
        .value: """
        value dealvalue leadvalue valeur montant amount dealamount montantestime valeurestimee chiffredaffaires ca revenue revenu budget
        """,
        .currency: "currency currencycode devise monnaie codedevise",
        .nextStep: "nextstep nextaction prochaineetape prochaineaction action",
    ])
    /// Names that mean this when the values do not say otherwise.
    private static let likely = table([
        .contactName: "contactperson contactprincipal decideur",
        .phone: "standard numero fixe",
        .notes: "info infos informations observation observations",
        .tags: "category categorie segment secteur industry",
    ])
}
