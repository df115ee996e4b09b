import Primitives

/// Who the company is and what it does, in its own words.
enum IdentityFinder {
    static func find(in reading: SiteReading, into facts: inout FactList) {
        findName(in: reading, into: &facts)
        findDescription(in: reading, into: &facts)
    }

    /// Structured data, then the site's own name for itself, then the legal notice, then the title.
    private static func findName(in reading: SiteReading, into facts: inout FactList) {
        for page in reading.pages {
            for object in StructuredIdentity.organizations(on: page) {
                guard let name = StructuredIdentity.text(object, "name") else { continue }
                return facts.add(.companyName, name, on: page, snippet: "JSON-LD: \(name)")
            }
        }
        for page in reading.pages {
            if let name = page.content.meta["og:site_name"], isName(name) {
                return facts.add(.companyName, name, on: page, snippet: "og:site_name: \(name)")
            }
        }
        for page in reading.pages {
            for label in [
                "raison sociale", "dénomination sociale", "denomination sociale", "nom de l'entreprise", "nom de l’entreprise",
                "company name", "会社名", "商号",
            ] {
                guard
                    let place = page.text.words(label, limit: 1).first
                        ?? page.text.occurrences(of: label, limit: 1).first(where: { _ in label.utf8.first ?? 0 > 127 }),
                    let value = value(after: place, in: page.text), isName(value)
                else { continue }
                return facts.add(.companyName, value, on: page, snippet: page.text.snippet(around: place, isLabel: true))
            }
        }
        guard let home = reading.pages.first else { return }
        if let title = home.content.title, let name = nameInTitle(title, home: home, hint: reading.hints.company) {
            facts.add(.companyName, name, on: home, snippet: title)
        }
    }

    /// The value that a label announces: after a colon, or on the next line.
    static func value(after label: Range<Int>, in text: PageText) -> String? {
        let rest = text.string(text.rest(of: label.upperBound, bytes: 120))
        let inline = rest.drop { " :：–-|".contains($0) }
        if !inline.isEmpty { return String(inline.prefix { !",;.(|".contains($0) }).trimmingSpaces() }
        let next = text.line(at: label.lowerBound).upperBound + 1
        guard next < text.bytes.count else { return nil }
        return text.string(text.rest(of: next, bytes: 120)).trimmingSpaces()
    }

    /// "Accueil - Menuiserie Vasselin | Rennes": the part that resembles what the team typed or the domain, else the shortest that is no filler.
    private static func nameInTitle(_ title: String, home: SitePage, hint: String) -> String? {
        var separated = title
        for separator in [" – ", " — ", " - ", " · ", " • ", " :: ", " » ", "｜", " : "] {
            separated = separated.replacing(separator, with: "|")
        }
        let parts = separated.split(separator: "|").map { String($0).trimmingSpaces() }.filter {
            isName($0) && !fillers.contains(folded($0))
        }
        let wanted = [folded(hint), folded(String(home.address.domain.prefix { $0 != "." && $0 != ":" }))].filter { $0.count >= 3 }
        for name in wanted {
            if let part = parts.first(where: { folded($0) == name }) { return part }
        }
        for name in wanted {
            if let part = parts.first(where: { folded($0).contains(name) && $0.count <= 60 }) { return part }
        }
        let heading = home.content.headings.first { $0.level == 1 }.map { folded($0.text) }
        if parts.count > 1, let heading, let part = parts.first(where: { heading.contains(folded($0)) }) { return part }
        return parts.min { $0.count < $1.count }
    }

    private static let fillers: Set<String> = [
        "accueil", "home", "homepage", "bienvenue", "welcome", "index", "untitled", "sanstitre", "startseite", "siteofficiel",
        "officialsite",
    ]

    /// Lower case without accents, spaces and signs, to compare names.
    static func folded(_ text: String) -> String {
        String(
            text.lowercased().unicodeScalars.compactMap { scalar -> Character? in
                if let plain = plainLetters[scalar] { return plain }
                return scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? Character(scalar) : nil
            })
    }

    private static let plainLetters: [Unicode.Scalar: Character] = {
        var table: [Unicode.Scalar: Character] = [:]
        for (accented, plain) in [
            ("àâäáã", "a"), ("éèêë", "e"), ("îïíì", "i"), ("ôöóò", "o"), ("ùûüú", "u"), ("ç", "c"), ("ñ", "n"), ("ÿ", "y"),
        ] {
            for scalar in accented.unicodeScalars { table[scalar] = Character(plain) }
        }
        return table
    }()

    private static func isName(_ text: String) -> Bool {
        (2...80).contains(text.count) && text.contains { $0.isLetter }
    }

    private static func findDescription(in reading: SiteReading, into facts: inout FactList) {
        guard let home = reading.pages.first else { return }
        for key in ["description", "og:description", "twitter:description"] {
            if let text = home.content.meta[key], text.count >= 20 {
                return facts.add(.description, text, on: home, snippet: "\(key): \(text)")
            }
        }
        for page in reading.pages {
            for object in StructuredIdentity.organizations(on: page) {
                if let text = StructuredIdentity.text(object, "description"), text.count >= 20 {
                    return facts.add(.description, text, on: page, snippet: "JSON-LD: \(text)")
                }
            }
        }
        // The first sentence of some length: a home page says what is sold, a page about the company mostly since when.
        for page in [home] + reading.pages.filter({ $0.role == .about }) {
            for line in page.text.bytes.split(separator: 10).prefix(200) where line.count >= 60 {
                let text = String(decoding: line, as: UTF8.self)
                guard text.contains(where: { ".!?。".contains($0) }) else { continue }
                return facts.add(.description, text, on: page, snippet: text)
            }
        }
        if let heading = home.content.headings.first(where: { $0.text.count >= 20 }) {
            facts.add(.description, heading.text, on: home, snippet: heading.text)
        }
    }
}
