import Testing

@testable import WebAPI

struct RedirectPolicyTests {
    private static let patterns = [
        "http://localhost:*/**", "https://*.example.org/in", "https://app.example/**", "notes.app://callback", "https://one.example/?",
    ]

    private let policy = RedirectPolicy(siteURL: { "https://node.example" }, patterns: patterns.compactMap { RedirectPattern($0) })

    @Test(arguments: [
        "", "x", "/callback", "//app.example/", "https://evil.example/", "https://app.example", "http://app.example/",
        // One host shown, another meant.
        "https://app.example@evil.example/", "http://localhost:3000@evil/", "http://localhost:3000\\@evil.example/",
        "http://localhost:3000.evil.example/", "https://app.example.evil.example/", "https://node.example.evil.example/",
        "https://node.example@evil.example/",
        // A part of a name is no name, and a star no dot.
        "https://a.b.example.org/in", "https://x.example.org/in/x", "https://evil.example/.example.org/in", "https://one.example//",
        // What a browser runs instead of visiting.
        "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "1http://localhost:3000/",
        // What can't stand in a header or an attribute.
        "https://app.example/\r\nSet-Cookie: x", "https://app.example/ x", "https://app.example/\"><script>", "https://app.example/é",
        "notes.app://callback2", "notes.app://other",
    ])
    func `Tokens go nowhere that is not allowed`(target: String) {
        #expect(policy.allowed(target) == nil)
    }

    @Test func `A target that is too long is not allowed`() {
        #expect(policy.allowed("https://app.example/" + String(repeating: "a", count: 2_048)) == nil)
    }

    @Test(arguments: [
        "http://localhost:3000/", "http://localhost:3000/a.b/c?d=e", "https://x.example.org/in", "https://app.example/a/b",
        "notes.app://callback",
        "https://node.example", "https://node.example/app", "https://node.example?x=1", "https://one.example/a",
    ])
    func `What the operator allows, and the site itself, is allowed`(target: String) {
        #expect(policy.allowed(target) == target)
    }

    @Test func `A fragment makes room for the tokens`() {
        #expect(policy.allowed("https://app.example/a#b") == "https://app.example/a")
    }

    @Test func `A pattern without a scheme, or with a gap in it, is none`() {
        for text in ["", "app.example", "*://app.example", "**", ":x", "https://app.example/ x", String(repeating: "a", count: 600) + ":"] {
            #expect(RedirectPattern(text) == nil, "\(text)")
        }
    }

    @Test func `A list is refused whole for one part that is no pattern`() {
        #expect(RedirectPattern.list("") == nil)
        #expect(RedirectPattern.list("loopback,") == nil)
        #expect(RedirectPattern.list("https://app.example/**,*") == nil)
        #expect(RedirectPattern.list("none") == [])
        #expect(RedirectPattern.list("loopback, notes.app://callback")?.last?.description == "notes.app://callback")
        let local = RedirectPolicy(siteURL: { "https://node.example" }, patterns: RedirectPattern.loopback)
        for target in ["http://localhost:3000", "http://127.0.0.1:5173/a.b/c"] { #expect(local.allowed(target) == target) }
        #expect(local.allowed("http://localhost.evil.example:80/") == nil)
    }

    @Test func `Many gaps cost no more than the product of the lengths`() throws {
        let pattern = try #require(RedirectPattern("a:" + String(repeating: "*b", count: 200)))
        #expect(!pattern.matches("a:" + String(repeating: "b", count: 199) + "c"))
        #expect(pattern.matches("a:" + String(repeating: "b", count: 300)))
    }
}
