/// The languages that a site speaks.
enum LanguageFinder {
    static func find(in reading: SiteReading, into facts: inout FactList) {
        guard let home = reading.pages.first, let main = reading.siteLanguage else { return }
        facts.add(.language, main, on: home, snippet: evidence(of: main, on: home.content))
        for page in reading.pages {
            for link in page.content.links {
                if let language = link.language.flatMap(primary) {
                    facts.add(.language, language, on: page, snippet: "hreflang=\"\(link.language ?? "")\" → \(link.target)")
                } else if let language = switches[link.text.lowercased()], link.target.lowercased().contains(language) {
                    facts.add(.language, language, on: page, snippet: "\(link.text) → \(link.target)")
                }
            }
            if let language = page.content.language.flatMap(primary) {
                facts.add(.language, language, on: page, snippet: "<html lang=\"\(page.content.language ?? "")\">")
            }
        }
    }

    /// How links to another language are labelled.
    private static let switches = [
        "fr": "fr", "français": "fr", "french": "fr", "en": "en", "english": "en", "anglais": "en", "de": "de", "deutsch": "de", "es": "es",
        "español": "es", "it": "it", "italiano": "it", "nl": "nl", "nederlands": "nl", "pt": "pt", "português": "pt", "日本語": "ja",
    ]

    /// What the page declares, unless its words plainly say otherwise: templates leave `lang="en"` on French pages.
    static func language(of content: PageContent) -> String? {
        let declared = (content.language ?? content.meta["content-language"] ?? content.meta["og:locale"]).flatMap(primary)
        let spoken = guess(content.text)
        guard let spoken else { return declared }
        guard let declared, declared != spoken.language else { return spoken.language }
        return spoken.isPlain ? spoken.language : declared
    }

    private static func evidence(of language: String, on content: PageContent) -> String {
        if let declared = content.language, primary(declared) == language { return "<html lang=\"\(declared)\">" }
        if let locale = content.meta["og:locale"], primary(locale) == language { return "og:locale \(locale)" }
        return content.text.string(content.text.rest(of: 0, bytes: 180))
    }

    private static func primary(_ tag: String) -> String? {
        let subtag = tag.lowercased().prefix { $0 != "-" && $0 != "_" && $0 != "," && $0 != " " }
        guard (2...3).contains(subtag.utf8.count), subtag.utf8.allSatisfy({ (97...122).contains($0) }) else { return nil }
        return String(subtag)
    }

    /// Little words that no text of some length does without, and that few neighbours share.
    private static let littleWords: [(language: String, words: Set<String>)] = [
        ("fr", ["le", "les", "des", "et", "vous", "nous", "votre", "pour", "dans", "avec", "est", "sur", "une", "du", "nos", "aux", "au"]),
        ("en", ["the", "and", "of", "to", "your", "we", "our", "for", "with", "is", "you", "are", "this", "from"]),
        ("de", ["der", "die", "und", "das", "wir", "ist", "mit", "für", "sie", "ein", "eine", "nicht", "unsere", "auf"]),
        ("es", ["el", "los", "las", "y", "para", "con", "una", "nuestro", "por", "su", "del", "más", "nuestra"]),
        ("it", ["il", "gli", "e", "per", "con", "una", "della", "di", "nostro", "sono", "che", "nostra"]),
        ("nl", ["het", "een", "en", "van", "voor", "met", "wij", "ons", "onze", "uw", "zijn", "niet"]),
        ("pt", ["os", "e", "para", "com", "uma", "nosso", "nossa", "em", "você", "não", "do", "da"]),
    ]

    private static func guess(_ text: PageText) -> (language: String, isPlain: Bool)? {
        let sample = String(decoding: text.lower.prefix(20_000), as: UTF8.self)
        var (kana, hangul, han, cyrillic, arabic, hebrew, letters) = (0, 0, 0, 0, 0, 0, 0)
        for scalar in sample.unicodeScalars {
            switch scalar.value {
            case 0x3040...0x30FF: kana += 1
            case 0xAC00...0xD7AF: hangul += 1
            case 0x4E00...0x9FFF: han += 1
            case 0x0400...0x04FF: cyrillic += 1
            case 0x0600...0x06FF: arabic += 1
            case 0x0590...0x05FF: hebrew += 1
            case 0x61...0x7A, 0xE0...0x24F: letters += 1
            default: continue
            }
        }
        let scripts = [
            ("ja", kana > 0 ? kana * 2 + han : 0), ("ko", hangul), ("zh", kana == 0 ? han : 0), ("ru", cyrillic), ("ar", arabic),
            ("he", hebrew),
        ]
        if let top = scripts.max(by: { $0.1 < $1.1 }), top.1 > 20, top.1 * 2 > letters { return (top.0, top.1 > letters) }
        var counts = [Int](repeating: 0, count: littleWords.count)
        for word in sample.split(whereSeparator: { !$0.isLetter }) {
            for (index, entry) in littleWords.enumerated() where entry.words.contains(String(word)) { counts[index] += 1 }
        }
        let ranked = counts.indices.sorted { counts[$0] == counts[$1] ? $0 < $1 : counts[$0] > counts[$1] }
        guard let first = ranked.first, counts[first] >= 3, counts[first] > counts[ranked[1]] else { return nil }
        return (littleWords[first].language, counts[first] >= 20 && counts[first] > 3 * counts[ranked[1]])
    }
}
