import Identity
import Primitives
import Testing

@testable import Domain

struct MarkupTests {
    private func html(_ text: String, people: [ID<Person>: String] = [:], leads: [ID<Lead>: String] = [:]) -> String {
        MarkupHTML.html(of: Markup(text), MarkupHTML.Names(people: people, leads: leads))
    }

    /// What the marks of one paragraph become.
    private func inner(_ text: String) -> String {
        String(html(text).dropFirst(#"<p dir="auto">"#.count).dropLast("</p>".count))
    }

    private func link(_ address: String, _ words: String? = nil) -> String {
        let title = words == nil ? "" : #" title="\#(address)""#
        return #"<a href="\#(address)"\#(title) rel="noopener noreferrer nofollow" target="_blank">\#(words ?? address)</a>"#
    }

    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](JaVaScRiPt:alert(1))", "[x](JaVaScRiPt:alert(1))"),
        ("[x](data:text/html,hi)", "[x](data:text/html,hi)"),
        ("[x](//evil.example)", "[x](//evil.example)"),
        ("a & b \" '", "a &amp; b &quot; &#39;"),
        ("`<b>`", "<code>&lt;b&gt;</code>"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
    ])
    func `Nothing of the web passes as it is`(_ text: String, _ expected: String) {
        #expect(inner(text) == expected)
    }

    @Test func `No address breaks out of its attribute`() {
        for address in [#"https://a.example/"onmouseover="x"#, "https://a.example/'x", "https://a.example/<b>", "https://a.example/`x`"] {
            for text in [address, "[w](\(address))", "<\(address)>"] { expectSound(html(text), text) }
        }
    }

    @Test(arguments: [
        ("**a**", "<strong>a</strong>"), ("*a*", "<em>a</em>"), ("~~a~~", "<del>a</del>"), ("`a`", "<code>a</code>"),
        ("***a***", "<strong><em>a</em></strong>"), ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("*a **b** c*", "<em>a <strong>b</strong> c</em>"), ("重**点**字", "重<strong>点</strong>字"),
        ("``a ` b``", "<code>a ` b</code>"), ("a\nb", "a<br>b"),
        // Half marks, marks in numbers and names, and escaped ones are text.
        ("**a", "**a"), ("a*", "a*"), ("2*3*4", "2*3*4"), ("x * a *", "x * a *"), ("a ~ b ~~ c", "a ~ b ~~ c"),
        ("snake_case_name", "snake_case_name"),
        (#"\*a\*"#, "*a*"), ("`a", "`a"), ("****", "****"), ("**a *b** c*", "<strong>a *b</strong> c*"), (#"\"#, #"\"#),
    ])
    func `Marks are read, and what is none is text`(_ text: String, _ expected: String) {
        #expect(inner(text) == expected)
    }

    @Test func `Addresses become links, without what ends the sentence`() {
        #expect(inner("see https://a.example/x?y=1&z=2.") == "see \(link("https://a.example/x?y=1&amp;z=2")).")
        #expect(inner("(https://a.example/b_(c))") == "(\(link("https://a.example/b_(c)")))")
        #expect(inner("<https://a.example>") == link("https://a.example"))
        #expect(inner("[Words *here*](https://a.example)") == link("https://a.example", "Words <em>here</em>"))
        #expect(inner("mailto:ana@a.example, ok") == "\(link("mailto:ana@a.example")), ok")
        #expect(inner("**https://a.example**") == "<strong>\(link("https://a.example"))</strong>")
        #expect(inner("见https://a.example。好") == "见\(link("https://a.example"))。好")
        #expect(inner("xhttps://a.example") == "xhttps://a.example")
        #expect(inner("https://") == "https://" && inner("http:///x") == "http:///x")
        #expect(inner("HTTPS://A.example") == link("HTTPS://A.example"))
        // A link in a link is none.
        #expect(inner("[https://b.example](https://a.example)") == link("https://a.example", "https://b.example"))
    }

    @Test func `Blocks are paragraphs, code, quotes and lists`() {
        #expect(html("a\n\nb") == #"<p dir="auto">a</p><p dir="auto">b</p>"#)
        let code = #"<pre dir="auto"><code>let a = &lt;b&gt;"# + "\n\n*x*</code></pre>"
        #expect(html("```swift\nlet a = <b>\n\n*x*\n```\nb") == code + #"<p dir="auto">b</p>"#)
        let quote = #"<blockquote dir="auto"><p dir="auto">b</p></blockquote>"#
        #expect(html("> a\n> > b\nc") == #"<blockquote dir="auto"><p dir="auto">a</p>\#(quote)</blockquote><p dir="auto">c</p>"#)
        #expect(html("- a\n- b") == #"<ul dir="auto"><li dir="auto">a</li><li dir="auto">b</li></ul>"#)
        #expect(html("3. a\n4. b\n  more") == #"<ol dir="auto" start="3"><li dir="auto">a</li><li dir="auto">b<br>more</li></ol>"#)
        #expect(html("In\n2026. was good") == #"<p dir="auto">In<br>2026. was good</p>"#)
        #expect(html("```\nopen") == #"<pre dir="auto"><code>open</code></pre>"#)
        #expect(html("") == "" && html("\n \n") == "")
    }

    @Test func `People and leads are named as they are called today, and only outside of code`() {
        let (ada, unknown, acme) = (ID<Person>(), ID<Person>(), ID<Lead>())
        let text = "<@\(ada)> <@\(unknown)> <#\(acme)> `<@\(ada)>` <@\(ada)>"
        let markup = Markup(text)
        #expect(markup.people == [ada, unknown] && markup.leads == [acme])
        let html = html(text, people: [ada: "Ada <b>"], leads: [acme: "A & B"])
        let span = #"<span class="mention" data-person="\#(ada)">@Ada &lt;b&gt;</span>"#
        #expect(
            html == """
                <p dir="auto">\(span) &lt;@\(unknown)&gt; <a class="lead" data-lead="\(acme)" href="/leads/\(acme)">A &amp; B</a> \
                <code>&lt;@\(ada)&gt;</code> \(span)</p>
                """)
        #expect(Markup("```\n<@\(ada)>\n```").people.isEmpty)
        #expect(Markup((0..<200).map { _ in "<@\(ID<Person>())>" }.joined()).people.count == Markup.referenceLimit)
        #expect(markup.plain(MarkupHTML.Names(people: [ada: "Ada"], leads: [acme: "Acme"])).hasPrefix("@Ada @… Acme"))
    }

    /// Texts put together from what the reader looks for, in any order.
    @Test(arguments: 0..<6)
    func `Whatever a text holds, its tags are ours, closed, and in order`(_ seed: UInt64) {
        let pieces = [
            "*", "**", "***", "~~", "`", "```", "``", "\n", "\n\n", "> ", "- ", "1. ", "[", "]", "(", ")", "](", "<", ">", "<@", "<#", "\\",
            "https://a.example", "http://", "mailto:x@y", "javascript:", "\"", "'", "&", "<script>", "</p>", "<p", "é", "漢", "👩‍👩‍👧",
            "\u{202E}",
            "e\u{301}", " ", "\t", "a", "0199aaaa-0000-7000-8000-00000000ffff", "<@0199aaaa-0000-7000-8000-00000000ffff>",
            "<#0199aaaa-0000-7000-8000-00000000ffff>", "onerror=", "=", "://", "[x](https://b.example/(y))",
        ]
        var random = SeededNumbers(seed: seed)
        let known: [ID<Person>: String] = ["0199aaaa-0000-7000-8000-00000000ffff"].reduce(into: [:]) { names, text in
            if let id = ID<Person>(text) { names[id] = "\"><script>" }
        }
        for _ in 0..<60 {
            let text = (0..<Int.random(in: 1...40, using: &random)).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
                .joined()
            expectSound(html(text, people: known), text)
        }
    }

    @Test(arguments: [
        "*", "**a", "~~a ", "`", "`a``", "[", "[a](", "[a](https://a.example/", "<", "<@", "https://a.example/))", "> ", "- a\n", "\\",
        "***a** ", "(https://a.b)", "```\n",
    ])
    func `The longest text is read at once, whatever it repeats`(_ piece: String) {
        let text = String(repeating: piece, count: 32_768 / piece.utf8.count)
        let (part, clock) = (String(text.prefix(1_000)), ContinuousClock())
        expectSound(html(part), piece)
        let elapsed = clock.measure { _ = html(text) }
        // Far above what a debug build takes, far below what a square of the length would.
        #expect(elapsed < .seconds(10))
    }

    /// By scalars, as browsers read: a joiner behind a bracket is one character with it.
    private func expectSound(_ html: String, _ text: String) {
        var open: [String] = []
        var rest = Substring(html).unicodeScalars
        while let start = rest.firstIndex(of: "<") {
            let after = rest[rest.index(after: start)...]
            guard let end = after.firstIndex(of: ">") else { break }
            let tag = String(after[..<end])
            rest = after[after.index(after: end)...]
            if tag.hasPrefix("/") {
                #expect(open.popLast() == String(tag.dropFirst()), "of \(text.debugDescription)")
            } else if tag != "br" {
                #expect(Self.isAllowed(tag), "\(tag) of \(text.debugDescription)")
                open.append(String(tag.prefix { $0 != " " }))
            }
        }
        #expect(open.isEmpty, "of \(text.debugDescription)")
        #expect(!rest.contains("<"), "of \(text.debugDescription)")
    }

    private static let plainTags: Set<String> = [
        "strong", "em", "del", "code", #"p dir="auto""#, #"pre dir="auto""#, #"blockquote dir="auto""#, #"ul dir="auto""#,
        #"ol dir="auto""#,
        #"li dir="auto""#,
    ]

    /// Exactly one of the tags that the page of the chat names, its attributes in their order.
    private static func isAllowed(_ tag: String) -> Bool {
        if plainTags.contains(tag) { return true }
        let parts = tag.split(separator: "\"", omittingEmptySubsequences: false).map { String($0) }
        let (names, values) = (
            stride(from: 0, to: parts.count, by: 2).map { parts[$0] }, stride(from: 1, to: parts.count, by: 2).map { parts[$0] }
        )
        switch names {
        case ["ol dir=", " start=", ""]: return values[0] == "auto" && Int(values[1]) != nil
        case ["span class=", " data-person=", ""]: return values[0] == "mention" && ID<Person>(values[1]) != nil
        case ["a class=", " data-lead=", " href=", ""]:
            return values[0] == "lead" && ID<Lead>(values[1]) != nil && values[2] == "/leads/\(values[1])"
        case ["a href=", " rel=", " target=", ""], ["a href=", " title=", " rel=", " target=", ""]:
            let isWeb = ["http://", "https://", "mailto:"].contains { values[0].lowercased().hasPrefix($0) }
            return isWeb && values.suffix(2) == ["noopener noreferrer nofollow", "_blank"] && (values.count == 3 || values[1] == values[0])
        default: return false
        }
    }
}

/// The same numbers for the same seed (SplitMix64).
private struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
