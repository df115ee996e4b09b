import Primitives
import Testing

@testable import Domain

/// What the answer and the head of a home page say.
@Suite struct HomePageTests {
    @Test func `Headers that protect nobody do not count`() {
        let value = security(
            isSecure: false, ["strict-transport-security": "max-age=31536000", "x-content-type-options": "sniff", "referrer-policy": ""])
        #expect(value == "0/6: none")
        #expect(security(isSecure: true, ["strict-transport-security": "max-age = 0; includeSubDomains"]) == "0/6: none")
    }

    @Test func `Security headers are counted and named`() {
        let value = security(
            isSecure: true,
            [
                "strict-transport-security": "max-age=31536000", "x-content-type-options": "nosniff",
                "content-security-policy": "default-src 'self'; frame-ancestors 'none'",
            ])
        #expect(value == "4/6 (HSTS, Content-Security-Policy, X-Content-Type-Options, X-Frame-Options)")
    }

    @Test func `A page without structured data has no such fact`() {
        #expect(facts("<p>Bonjour</p>", [:])[.structuredData].isEmpty)
        #expect(facts("<script type='application/ld+json'>{\"@type\": </script>", [:])[.structuredData].isEmpty)
    }

    @Test func `Structured data names its types once, and what is shared`() {
        let found = facts(
            """
            <meta property="og:title" content="A"><meta property="og:image" content="/a.png">
            <script type="application/ld+json">{"@graph": [{"@type": ["Bakery", "Store"]}, {"@type": "Store"}]}</script>
            """, [:])
        #expect(found.first(.structuredData)?.value == "JSON-LD (Bakery, Store), Open Graph (og:title, og:image)")
    }

    @Test func `A VAT number in structured data is checked like any other`() {
        func vat(_ number: String) -> [String] {
            facts("<script type='application/ld+json'>{\"@type\": \"Store\", \"vatID\": \"\(number)\"}</script>", [:])[.vat].map(\.value)
        }
        #expect(vat("DE 136695977").isEmpty)
        #expect(vat("DE 136 695 976") == ["DE136695976"])
    }

    @Test(arguments: [
        ("Ust-IdNr.: DE136695976", "DE136695976"), ("P.IVA IT00743110157 - REA", "IT00743110157"), ("CIF: RO18547290 Cod", "RO18547290"),
        ("NIF ES B-58378431, Madrid", "ESB58378431"), ("VAT Reg: IE 6433435F and", "IE6433435F"), ("DIČ: CZ25123891", "CZ25123891"),
    ])
    func `VAT numbers are found behind the words of each country`(text: String, number: String) {
        #expect(facts("<p>\(text)</p>", [:])[.vat].map(\.value) == [number])
    }

    private func security(isSecure: Bool, _ headers: [String: String]) -> String? {
        facts("<p>Hello", headers, isSecure: isSecure).first(.securityHeaders)?.value
    }

    private func facts(_ html: String, _ headers: [String: String], isSecure: Bool = true) -> FactList {
        let page = FetchedPage(
            address: WebAddress(isSecure: isSecure, host: "a.example", port: isSecure ? 443 : 80, path: "/", query: nil), status: 200,
            headers: headers.merging(["content-type": "text/html; charset=utf-8"]) { given, _ in given },
            body: Array("<!doctype html><html><body>\(html)".utf8), isTruncated: false, changedDomain: false)
        let reading = SiteReading(
            pages: [SitePage(page, role: .home)], hints: .init(company: "", language: .english), now: Timestamp(seconds: 0))
        return Findings(reading).facts
    }
}
