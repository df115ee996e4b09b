import Foundation

/// Products that run the site, each with the trace that gave it away.
enum TechnologyFinder {
    /// Traces sit in the head and the first scripts; the rest of a long page repeats them.
    private static let markupBytes = 512 * 1_024

    /// What gave a product away on a page.
    struct Trace: Sendable {
        /// In `TechnologyRules.all`.
        fileprivate let place: Int
        let snippet: String
    }

    /// Of each product the first trace on a page, in the order of the rules.
    static func traces(in html: [UInt8], of content: PageContent, headers: [String: String]) -> [Trace] {
        let markup = Array(html.prefix(markupBytes))
        let page = Page(
            html: markup, markup: PageText.lowercased(markup), content: content, headers: headers,
            resources: joined(content.resources), links: joined(content.links.map(\.target)))
        var found: [Trace] = []
        for (place, rule) in TechnologyRules.all.enumerated() {
            for trace in rule.traces {
                guard let snippet = page.evidence(of: trace) else { continue }
                found.append(Trace(place: place, snippet: PageText.clean(snippet)))
                break
            }
        }
        return found
    }

    /// - Returns: the rules that matched, in the table's order, with the page of the first trace.
    static func find(in reading: SiteReading, into facts: inout FactList) -> [(rule: TechnologyRule, page: SitePage, snippet: String)] {
        var found: [Int: (page: SitePage, snippet: String)] = [:]
        for page in reading.pages {
            for trace in page.traces where found[trace.place] == nil { found[trace.place] = (page, trace.snippet) }
        }
        return found.sorted { $0.key < $1.key }.map { place, evidence in
            let rule = TechnologyRules.all[place]
            let version = version(of: rule, on: evidence.page)
            facts.add(
                .technology, "\(rule.name)\(version) (\(rule.category.label(in: reading.language)))", on: evidence.page,
                snippet: evidence.snippet)
            return (rule, evidence.page, evidence.snippet)
        }
    }

    private static func joined(_ texts: [String]) -> [UInt8] { PageText.lowercased(Array(texts.joined(separator: "\n").utf8)) }

    /// A page as hundreds of traces are looked for in it: each text in small letters once.
    private struct Page {
        let html: [UInt8]
        let markup: [UInt8]
        let content: PageContent
        let headers: [String: String]
        let resources: [UInt8]
        let links: [UInt8]

        func evidence(of trace: TechnologyRule.Trace) -> String? {
            switch trace {
            case .generator(let name):
                guard let generator = content.meta["generator"], generator.lowercased().contains(name) else { return nil }
                return "generator: \(generator)"
            case .resource(let part):
                guard resources.firstRange(of: part, from: 0) != nil else { return nil }
                return content.resources.first { $0.lowercased().contains(part) }
            case .markup(let part):
                guard let start = markup.firstRange(of: part, from: 0) else { return nil }
                let range = max(0, start - 40)..<min(markup.count, start + part.utf8.count + 60)
                return String(decoding: html[range], as: UTF8.self)
            case .header(let name, let part):
                guard let value = headers[name], part.isEmpty || value.lowercased().contains(part) else { return nil }
                return "\(name): \(value)"
            case .link(let part):
                guard links.firstRange(of: part, from: 0) != nil,
                    let link = content.links.first(where: { $0.target.lowercased().contains(part) })
                else { return nil }
                return link.text.isEmpty ? link.target : "\(link.text) → \(link.target)"
            }
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
