import Primitives
import Testing

@testable import Domain

@Suite struct TechnologyRulesTests {
    @Test(arguments: [
        ("WordPress", "line 1: a product is written NAME: CATEGORY"), ("A: magic\n  resource /a/b", "line 1: magic is no category"),
        ("  resource /a/b", "line 1: a trace without a product above it"), ("A: shop", "line 1: A has no trace"),
        ("A: shop\n  cookie abcd", "line 2: cookie is no kind of trace"), ("# of mine\nA: shop\n  markup abc", "line 3: a text of 4 bytes"),
        ("A: shop\n  markup ABCD", "line 2: text is compared in lower case"), ("A: shop\n  header a b = c", "line 2: a header is written"),
        ("A: shop\n  link a.example\nA: chat\n  link b.example", "line 3: A stands there already"),
        ("A: shop\n  link a.example\n  link a.example", "line 3: this trace stands there already"),
        ("A: shop\n  markup \(String(repeating: "x", count: 300))", "line 2: longer than 300 bytes"),
        ("A: shop\n\tmarkup abcd", "line 2: longer than 300 bytes, or with a tab"),
    ])
    func `A line that is no rule is refused by its number`(text: String, reason: String) throws {
        let faults = #expect(throws: RuleFile.Faults.self) { try TechnologyRules.parse(text) }
        #expect(faults?.faults.contains { $0.hasPrefix(reason) } == true, "\(faults?.description ?? "")")
    }

    @Test func `Every fault of a file is told at once`() {
        let faults = #expect(throws: RuleFile.Faults.self) { try TechnologyRules.parse("A: magic\n  cookie a\nB: shop\n  smell rose\n") }
        #expect(faults?.faults.count == 4)
    }

    @Test func `The file holds more than a hundred products, in every category`() {
        #expect(TechnologyRules.all.count >= 100)
        #expect(Set(TechnologyRules.all.map(\.category)).count == TechnologyRule.Category.allCases.count)
        for language in Language.allCases {
            #expect(Set(TechnologyRule.Category.allCases.map { $0.label(in: language) }).count == TechnologyRule.Category.allCases.count)
        }
    }

    @Test func `A page without traces shows no product`() {
        #expect(products(on: page("<p>WordPress, Shopify und Doctolib sind Namen.")).isEmpty)
    }

    @Test(arguments: TechnologyRules.all) func `Each trace of each product gives it away by itself`(rule: TechnologyRule) throws {
        for trace in rule.traces {
            let found = products(on: page(showing: trace))
            #expect(found.contains(rule.name), "\(trace)")
            #expect(found.count <= 3, "\(trace) is a trace of \(found)")
        }
    }

    private func products(on page: SitePage) -> [String] {
        let reading = SiteReading(pages: [page], hints: .init(company: "", language: .english), now: Timestamp(seconds: 0))
        var facts = FactList(.english)
        return TechnologyFinder.find(in: reading, into: &facts).map(\.rule.name)
    }

    private func page(showing trace: TechnologyRule.Trace) -> SitePage {
        switch trace {
        case .generator(let text): page("<meta name=generator content=\"\(text) 1.2\">")
        case .resource(let text): page("<script src=\"https://a.example/\(text)\"></script>")
        case .markup(let text): page("<p>\(text)</p>")
        case .link(let text): page("<a href=\"https://\(text)/a\">there</a>")
        case .header(let name, let text): page("", headers: [name: "a=\(text); b"])
        }
    }

    private func page(_ html: String, headers: [String: String] = [:]) -> SitePage {
        let headers = headers.merging(["content-type": "text/html; charset=utf-8"]) { given, _ in given }
        return SitePage(
            FetchedPage(
                address: WebAddress(isSecure: true, host: "a.example", port: 443, path: "/", query: nil), status: 200, headers: headers,
                body: Array("<!doctype html><html><body>\(html)".utf8), isTruncated: false, changedDomain: false), role: .home)
    }
}
