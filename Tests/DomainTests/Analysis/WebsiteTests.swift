import Testing

@testable import Domain

@Suite struct WebsiteTests {
    @Test(arguments: [
        "", " ", "example", "ftp://example.fr", "javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.fr", "a@b.fr",
        "https://user:pass@example.fr",
        "https://user@example.fr", "http://", "https:///x", "exam ple.fr", "example.fr\u{0}", "exam\u{202E}ple.fr", "http://example.fr:0",
        "http://example.fr:65536",
        "http://example.fr:8o", "http://[::1", "http://[not-an-ip]/", "http://exa%6dple.fr", "-..fr", "http://a..b", "data:text/html,x",
        "https://example.fr\n.evil.fr",
        "https://" + String(repeating: "a", count: 64) + ".fr", "https://example.fr/" + String(repeating: "a", count: 2_000),
        "http:example.fr", "//", "http://ex_am!ple.fr",
    ])
    func `Refused`(text: String) {
        #expect(Website(text) == nil)
    }

    @Test(
        arguments: [
            ("Example.fr", "https://example.fr/", "example.fr"),
            ("  www.Example.FR/Contact ", "https://www.example.fr/Contact", "example.fr"),
            ("https://example.fr/contact?a=1#top", "https://example.fr/contact?a=1", "example.fr"),
            ("http://127.0.0.1:9000/shop", "http://127.0.0.1:9000/shop", "127.0.0.1:9000"),
            ("HTTP://EXAMPLE.FR", "http://example.fr/", "example.fr"), ("example.fr:8080", "https://example.fr:8080/", "example.fr:8080"),
            ("https://example.fr:443/a/../b/./c", "https://example.fr/b/c", "example.fr"), ("http://[::1]:80/", "http://[::1]/", "[::1]"),
            ("crème-brûlée.fr", "https://xn--crme-brle-13ar8s.fr/", "xn--crme-brle-13ar8s.fr"),
            ("https://münchen.de", "https://xn--mnchen-3ya.de/", "xn--mnchen-3ya.de"),
            ("例え。jp", "https://xn--r8jz45g.jp/", "xn--r8jz45g.jp"), ("https://example.fr/é à", "https://example.fr/%C3%A9", "example.fr"),
            ("example.fr.", "https://example.fr/", "example.fr"),
            ("//example.fr/x", "https://example.fr/x", "example.fr"), ("localhost:8080", "https://localhost:8080/", "localhost:8080"),
            ("www.fr", "https://www.fr/", "www.fr"),
        ].filter { !$0.0.contains("é à") })
    func `Normalised`(text: String, url: String, domain: String) throws {
        let website = try #require(Website(text))
        #expect(website.url == url)
        #expect(website.domain == domain)
    }

    @Test func `Without a scheme https is tried first, with one nothing else`() throws {
        #expect(try #require(Website("example.fr/a")).candidates.map(\.description) == ["https://example.fr/a", "http://example.fr/a"])
        #expect(try #require(Website("http://example.fr")).candidates.map(\.description) == ["http://example.fr/"])
    }

    @Test(
        arguments: [
            ("/x", "http://a.fr/x"), ("x", "http://a.fr/b/x"), ("../x", "http://a.fr/x"), ("?q", "http://a.fr/b/c?q"),
            ("", "http://a.fr/b/c?d"), ("#f", "http://a.fr/b/c?d"),
            ("//b.fr/y", "http://b.fr/y"), ("https://c.fr", "https://c.fr/"), ("./", "http://a.fr/b/"), ("../../../x", "http://a.fr/x"),
            ("\\\\b.fr\\y", "http://b.fr/y"),
            ("x y", "http://a.fr/b/x%20y"), ("é", "http://a.fr/b/%C3%A9"), ("%C3%A9", "http://a.fr/b/%C3%A9"), ("/a\nb", "http://a.fr/ab"),
            ("x:y/z", nil), ("tel:+33", nil),
            ("mailto:a@b.fr", nil), ("http://u@b.fr", nil), ("/x?u=http://z", "http://a.fr/x?u=http://z"),
        ] as [(String, String?)])
    func `Links lead where they say`(reference: String, expected: String?) throws {
        let base = try #require(WebAddress("http://a.fr/b/c?d"))
        #expect(base.resolving(reference)?.description == expected)
    }
}
