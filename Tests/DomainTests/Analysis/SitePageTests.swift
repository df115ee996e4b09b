import Primitives
import Testing

@testable import Domain

@Suite struct SitePageTests {
    @Test func `A link that stands on several pages is kept with the first, and says what it said`() {
        let menu = "<a href=/panier>Panier</a> <a href=https://www.facebook.com/acme>Facebook</a> <a href=tel:+33123456789>Appeler</a>"
        let home = page("/", menu)
        let contact = page("/contact", menu + " <a href=mailto:bonjour@a.example>Nous écrire</a> <a href=/panier>Mon panier</a>")
        let kept = contact.withoutLinks(of: [home])
        #expect(kept.content.links.map(\.text) == ["Nous écrire", "Mon panier"])
        #expect(facts([home, kept]) == facts([home, contact]))
        #expect(facts([home, kept]).count >= 4)
    }

    private func facts(_ pages: [SitePage]) -> [String] {
        let reading = SiteReading(pages: pages, hints: .init(company: "", language: .english), now: Timestamp(seconds: 0))
        return Findings(reading).facts.sorted.map { "\($0.kind) \($0.value) \($0.url) \($0.snippet)" }
    }

    private func page(_ path: String, _ html: String) -> SitePage {
        SitePage(
            FetchedPage(
                address: WebAddress(isSecure: true, host: "a.example", port: 443, path: path, query: nil), status: 200,
                headers: ["content-type": "text/html; charset=utf-8"], body: Array("<!doctype html><html><body>\(html)".utf8),
                isTruncated: false, changedDomain: false), role: nil)
    }
}
