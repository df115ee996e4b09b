import Primitives

/// Which of the headers that protect a site's visitors its home page is sent with.
enum SecurityHeaderFinder {
    private struct Header {
        let name: String
        let shown: String
        /// For a header that only counts under a condition.
        var counts: @Sendable (_ value: String, _ page: SitePage) -> Bool = { value, _ in !value.isEmpty }
    }

    /// As the OWASP Secure Headers Project recommends them for any site.
    private static let headers = [
        // A browser takes no notice of it over http (RFC 6797 §8.1), and `max-age=0` takes it back (§6.1.1).
        Header(name: "strict-transport-security", shown: "HSTS") { value, page in
            page.address.isSecure && !value.replacing(" ", with: "").lowercased().contains("max-age=0")
        },
        Header(name: "content-security-policy", shown: "Content-Security-Policy"),
        Header(name: "x-content-type-options", shown: "X-Content-Type-Options") { value, _ in value.lowercased().contains("nosniff") },
        Header(name: "x-frame-options", shown: "X-Frame-Options"),
        Header(name: "referrer-policy", shown: "Referrer-Policy"),
        Header(name: "permissions-policy", shown: "Permissions-Policy"),
    ]

    static func find(in reading: SiteReading, into facts: inout FactList) {
        guard let home = reading.pages.first else { return }
        let present = headers.filter { header in
            if header.name == "x-frame-options", home.headers["content-security-policy"]?.lowercased().contains("frame-ancestors") == true {
                return true  // CSP Level 3 §6.4.2: it takes the older header's place
            }
            return home.headers[header.name].map { header.counts($0, home) } ?? false
        }
        let list = present.map(\.shown).joined(separator: ", ")
        let count = "\(present.count)/\(headers.count)"
        let evidence = present.compactMap { header in home.headers[header.name].map { "\(header.name): \($0)" } }.joined(separator: " · ")
        facts.add(
            .securityHeaders, present.isEmpty ? reading.language("\(count) : aucun", "\(count): none") : "\(count) (\(list))", on: home,
            snippet: evidence.isEmpty ? "HTTP \(home.status) · \(home.url)" : evidence)
    }
}
