import Testing

@testable import Domain

@Suite struct RobotsRulesTests {
    private func allows(_ file: String, _ path: String) -> Bool { RobotsRules(file.utf8, token: "UprisingNode").allows(path) }

    @Test(arguments: [
        ("User-agent: *\nDisallow: /", "/"), ("User-agent: *\nDisallow: /", "/a?b"), ("user-agent:*\ndisallow:/a", "/a/b"),
        ("User-agent: UprisingNode\nDisallow: /\n\nUser-agent: *\nAllow: /", "/x"), ("User-agent: uprisingnode/1.0\nDisallow: /x", "/x"),
        ("User-agent: a\nUser-agent: *\nDisallow: /x", "/x/y"), ("User-agent: *\nDisallow: /*.php$", "/a/b.php"),
        ("User-agent: *\nDisallow: /*?", "/a?b=1"),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c"), ("User-agent: *\nDisallow: /%c3%a9", "/%C3%A9t%C3%A9"),
        ("User-agent: *\nDisallow: /é", "/%C3%A9"),
        ("User-agent: *\nDisallow: /x # not yet", "/x"), ("\u{FEFF}User-agent: *\nDisallow: /x", "/x"),
        ("User-agent: *\r\nSitemap: z\r\nDisallow: /x\r\n", "/x"),
        ("User-agent: UprisingNode\nDisallow: /x\nUser-agent: other\nDisallow: /y\nUser-agent: UprisingNode\nDisallow: /z", "/z"),
        ("User-agent: *\nDisallow: /a*b*c", "/aXbXc"),
    ])
    func `Refused`(file: String, path: String) {
        #expect(!allows(file, path))
    }

    @Test(arguments: [
        ("", "/"), ("Disallow: /", "/x"), ("User-agent: *\nDisallow:", "/x"), ("User-agent: Googlebot\nDisallow: /", "/x"),
        ("User-agent: *\nDisallow: /\n\nUser-agent: UprisingNode\nDisallow:", "/x"), ("User-agent: *\nDisallow: /", "/robots.txt"),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a"), ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b"),
        ("User-agent: *\nDisallow: /*.php$", "/a.php5"),
        ("User-agent: *\nDisallow: /A", "/a"), ("User-agent: UprisingNodeExtra\nDisallow: /", "/x"),
        ("<html><body>404</body></html>", "/x"),
        ("User-agent: *\nDisallow: /x$", "/xy"),
    ])
    func `Allowed`(file: String, path: String) {
        #expect(allows(file, path))
    }

    @Test func `Without a readable file nothing or everything is allowed`() {
        #expect(!RobotsRules.nothing.allows("/"))
        #expect(RobotsRules.everything.allows("/"))
    }

    @Test func `A file of stars ends`() {
        let stars = String(repeating: "*a", count: 200)
        let file = "User-agent: *\n" + String(repeating: "Disallow: /\(stars)b\n", count: 1_500)
        #expect(allows(file, "/" + String(repeating: "a", count: 299)))
    }
}
