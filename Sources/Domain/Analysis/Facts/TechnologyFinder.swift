import Foundation

/// Products that run the site, each with the trace that gave it away.
enum TechnologyFinder {
    /// Traces sit in the head and the first scripts; the rest of a long page repeats them.
    private static let markupBytes = 512 * 1_024

    /// - Returns: the rules that matched, in the table's order, with the page of the first trace.
    static func find(in reading: SiteReading, into facts: inout FactList) -> [(rule: TechnologyRule, page: SitePage, snippet: String)] {
        let pages = reading.pages.map { page in (page: page, markup: PageText.lowercased(Array(page.html.prefix(markupBytes)))) }
        var found: [(TechnologyRule, SitePage, String)] = []
        for rule in TechnologyRules.all {
            search: for (page, markup) in pages {
                for trace in rule.traces {
                    guard let snippet = evidence(of: trace, on: page, markup: markup) else { continue }
                    found.append((rule, page, snippet))
                    let version = version(of: rule, on: page)
                    facts.add(
                        .technology, "\(rule.name)\(version) (\(rule.category.label(in: reading.language)))", on: page, snippet: snippet)
                    break search
                }
            }
        }
        return found
    }

    private static func evidence(of trace: TechnologyRule.Trace, on page: SitePage, markup: [UInt8]) -> String? {
        switch trace {
        case .generator(let name):
            guard let generator = page.content.meta["generator"], generator.lowercased().contains(name) else { return nil }
            return "generator: \(generator)"
        case .resource(let part): return page.content.resources.first { $0.lowercased().contains(part) }
        case .markup(let part):
            guard let start = markup.firstRange(of: part, from: 0) else { return nil }
            let range = max(0, start - 40)..<min(markup.count, start + part.utf8.count + 60)
            return String(decoding: page.html[range], as: UTF8.self)
        case .header(let name, let part):
            guard let value = page.headers[name], part.isEmpty || value.lowercased().contains(part) else { return nil }
            return "\(name): \(value)"
        case .link(let part):
            guard let link = page.content.links.first(where: { $0.target.lowercased().contains(part) }) else { return nil }
            return link.text.isEmpty ? link.target : "\(link.text) → \(link.target)"
        }
    }

    private static func version(of rule: TechnologyRule, on page: SitePage) -> String {
        guard let generator = page.content.meta["generator"], let name = generator.range(of: rule.name, options: .caseInsensitive) else {
            return ""
        }
        let number = generator[name.upperBound...].drop { $0 == " " || $0 == "v" }.prefix { $0.isNumber || $0 == "." }
        return number.isEmpty ? "" : " \(number.prefix(12))"
    }
}
