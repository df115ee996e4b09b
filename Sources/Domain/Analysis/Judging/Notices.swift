import Primitives

/// What the reader should know about how far the analysis can be trusted.
enum Notices {
    static func write(_ walk: SiteAnalyzer.Walk, findings: Findings, reading: SiteReading, website: Website) -> [String] {
        let language = reading.language
        var result: [String] = []
        guard let home = reading.pages.first else { return result }
        if walk.changedDomain {
            result.append(
                language(
                    "L’adresse saisie renvoie vers un autre domaine : \(home.address.domain).",
                    "The address given leads to another domain: \(home.address.domain)."))
        }
        if let reason = walk.insecureBecause {
            result.append(
                language(
                    "Le site ne répond pas en https ; il a été lu en http. \(reason.sentence(in: language))",
                    "The site does not answer over https; it was read over http. \(reason.sentence(in: language))"))
        }
        if let content = contentNotice(home, language) { result.append(content) }
        if reading.pages.contains(where: { $0.isTruncated || !$0.content.isComplete }) {
            result.append(
                language(
                    "Une page est trop longue ou trop enchevêtrée ; seul son début a été lu.",
                    "A page is too long or too tangled; only its beginning was read."))
        }
        if !walk.refusedPaths.isEmpty {
            result.append(
                language(
                    "Le site demande aux robots de ne pas lire certaines pages, que nous avons laissées : \(list(walk.refusedPaths)).",
                    "The site asks robots not to read some pages, which we left alone: \(list(walk.refusedPaths))."))
        }
        if !walk.failedPaths.isEmpty {
            result.append(
                language(
                    "Pages qui n’ont pas répondu : \(list(walk.failedPaths)).", "Pages that did not answer: \(list(walk.failedPaths))."))
        }
        if walk.ranOutOfTime {
            result.append(
                language("Le site est lent ; seules les premières pages ont été lues.", "The site is slow; only the first pages were read.")
            )
        }
        for number in findings.invalidNumbers {
            result.append(
                language(
                    "Le numéro d’entreprise \(number) affiché sur le site n’est pas valide (chiffres de contrôle).",
                    "The company number \(number) shown on the site is not valid (check digits)."))
        }
        if let name = missingName(reading) {
            result.append(
                language(
                    "Le nom « \(name) » n’apparaît pas sur les pages lues : vérifiez que c’est le bon site.",
                    "The name “\(name)” does not appear on the pages read: check that this is the right site."))
        }
        return result
    }

    private static func contentNotice(_ home: SitePage, _ language: Language) -> String? {
        let words = home.text.bytes.count
        if home.byteCount == 0 { return language("La page d’accueil est vide.", "The home page is empty.") }
        // Under this many bytes of text, without a heading or a menu, there is a slogan or a loading mark at most.
        if words < 200, home.content.scriptCount > 0, home.content.headings.isEmpty, home.content.links.count < 3 {
            return language(
                "Le site n’affiche son contenu qu’avec JavaScript ; l’analyse n’a pu lire que ce que la page dit d’elle-même.",
                "The site shows its content by JavaScript only; the analysis could read no more than what the page says about itself.")
        }
        if words == 0 { return language("La page d’accueil ne contient aucun texte.", "The home page holds no text.") }
        let unfinished = [
            "en construction", "under construction", "coming soon", "domaine est à vendre", "domain is for sale", "bientôt en ligne",
        ]
        if words < 2_000, unfinished.contains(where: home.text.contains) {
            return language("Le site semble en construction ou abandonné.", "The site seems to be under construction or abandoned.")
        }
        return nil
    }

    private static func missingName(_ reading: SiteReading) -> String? {
        let parts = reading.hints.company.split { !($0.isLetter || $0.isNumber) }.map { IdentityFinder.folded(String($0)) }
        // Legal forms and short words stand on every page.
        let telling = parts.filter {
            $0.count >= 4 && !["sarl", "sasu", "eurl", "societe", "entreprise", "company", "gmbh", "group", "groupe"].contains($0)
        }
        guard !telling.isEmpty, reading.pages.contains(where: { $0.text.bytes.count >= 200 }) else { return nil }
        for page in reading.pages {
            let names = [page.content.title ?? "", page.address.domain, page.content.meta["og:site_name"] ?? ""].joined(separator: " ")
            if isNamed(by: telling, in: names) { return nil }
        }
        // Folding whole pages costs more than all else here, and is mostly not needed.
        for page in reading.pages where isNamed(by: telling, in: page.text.string(0..<page.text.bytes.count)) { return nil }
        return reading.hints.company
    }

    private static func isNamed(by words: [String], in text: String) -> Bool {
        let known = Array(IdentityFinder.folded(text).utf8)
        return words.contains { known.firstRange(of: $0, from: 0) != nil }
    }

    private static func list(_ paths: [String]) -> String { paths.prefix(5).joined(separator: ", ") }
}
