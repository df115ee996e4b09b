import Primitives

/// Names of people whom the site itself names as responsible.
enum PeopleFinder {
    /// Words that announce a name, lower case; the longer before those that they contain.
    private static let roles = [
        "directeur de la publication", "directrice de la publication", "directeur de publication", "directrice de publication",
        "responsable de la publication", "responsable de publication", "représentant légal", "représentante légale", "représentée par",
        "représenté par", "gérante", "gérant", "présidente", "président", "dirigeante", "dirigeant", "fondatrice", "fondateur",
        "fondée par",
        "fondé par", "directeur général", "directrice générale", "managing director", "publication director", "founded by", "founder",
        "owner",
        "chief executive", "ceo", "geschäftsführer", "geschäftsführerin", "inhaber", "inhaberin",
    ]

    static func find(in reading: SiteReading, into facts: inout FactList) {
        var known: Set<String> = []
        func add(_ name: String, role: String?, page: SitePage, snippet: String) {
            guard known.insert(IdentityFinder.folded(name)).inserted else { return }
            facts.add(.contactName, role.map { "\(name) (\($0))" } ?? name, on: page, snippet: snippet)
        }
        for page in reading.pages {
            for object in StructuredIdentity.organizations(on: page) {
                for name in StructuredIdentity.people(object) { add(name, role: nil, page: page, snippet: "JSON-LD: \(name)") }
            }
            for role in roles {
                for place in page.text.words(role, limit: 5) {
                    guard let name = name(after: place.upperBound, in: page.text) else { continue }
                    add(name, role: shown(role), page: page, snippet: page.text.snippet(around: place, isLabel: true))
                }
            }
            for place in page.text.occurrences(of: "代表取締役", limit: 3) {
                guard let name = japaneseName(after: place.upperBound, in: page.text) else { continue }
                add(name, role: "代表取締役", page: page, snippet: page.text.snippet(around: place, isLabel: true))
            }
        }
    }

    private static func shown(_ role: String) -> String? { role.hasSuffix(" par") || role.hasSuffix(" by") ? nil : role }

    /// Two to four capitalised words, on the same line or at the start of the next.
    private static func name(after position: Int, in text: PageText) -> String? {
        var rest = text.string(text.rest(of: position, bytes: 90))
        if rest.drop(while: { " :–-".contains($0) }).isEmpty {
            let next = text.line(at: position).upperBound + 1
            guard next < text.bytes.count else { return nil }
            rest = text.string(text.rest(of: next, bytes: 90))
        }
        var words: [String] = []
        var skipped = 0
        for raw in rest.split(separator: " ").prefix(12) {
            let word = raw.trimmingPrefix { ":–-(«\"".contains($0) }
            let ends = word.last.map { ",;.)»\"|".contains($0) } ?? false
            let bare = String(word.prefix { !",;)»\"|:".contains($0) })
            let plain = bare.hasSuffix(".") && bare.count > 2 ? String(bare.dropLast()) : bare
            if words.isEmpty, courtesies.contains(plain.lowercased()) || plain.isEmpty {
                skipped += 1
                if skipped > 6 { return nil }
                continue
            }
            guard isNamePart(plain, isFirst: words.isEmpty) else { break }
            words.append(plain)
            if words.count == 4 || (ends && !(plain.count == 1)) { break }
        }
        while let last = words.last, particles.contains(last.lowercased()) { words.removeLast() }
        guard words.count >= 2, !words.contains(where: { companyWords.contains($0.lowercased()) }) else { return nil }
        return words.joined(separator: " ")
    }

    private static func isNamePart(_ word: String, isFirst: Bool) -> Bool {
        if !isFirst, particles.contains(word.lowercased()) { return true }
        guard let first = word.first, first.isUppercase, word.count <= 30 else { return false }
        return word.allSatisfy { $0.isLetter || $0 == "-" || $0 == "'" || $0 == "’" || $0 == "." }
    }

    private static let particles: Set<String> = ["de", "du", "des", "la", "le", "van", "von", "den", "der", "el", "d’", "d'"]
    private static let courtesies: Set<String> = [
        "m", "m.", "mr", "mr.", "mme", "mme.", "mlle", "ms", "mrs", "monsieur", "madame", "maître", "me", "dr", "dr.", "est", "is", "et",
        "and", "de", "la",
        "société", "l'entreprise", "l’entreprise", "notre", "our", "herr", "frau", "sa", "son", "du", "site",
    ]
    private static let companyWords: Set<String> = [
        "sarl", "sas", "sasu", "eurl", "sa", "sci", "ltd", "gmbh", "inc", "société", "the", "les", "nous", "notre", "our", "contact",
        "siège", "adresse", "tél",
        "téléphone", "email", "e-mail", "siret", "siren", "rcs", "tva", "capital", "hébergeur", "hébergement", "email.",
    ]

    private static func japaneseName(after position: Int, in text: PageText) -> String? {
        var rest = Substring(text.string(text.rest(of: position, bytes: 60)))
        if rest.drop(while: { " :：".contains($0) }).isEmpty {
            let next = text.line(at: position).upperBound + 1
            guard next < text.bytes.count else { return nil }
            rest = Substring(text.string(text.rest(of: next, bytes: 60)))
        }
        rest = rest.drop { " :：".contains($0) }
        if rest.hasPrefix("社長") { rest = rest.dropFirst(2).drop { " :：".contains($0) } }
        let name = rest.prefix { character in
            character == " " || character == "\u{3000}"
                || character.unicodeScalars.allSatisfy { (0x3040...0x30FF).contains($0.value) || (0x4E00...0x9FFF).contains($0.value) }
        }
        let trimmed = String(name).singleLine()
        return (2...10).contains(trimmed.count) ? trimmed : nil
    }
}
