import Primitives
import Testing

@testable import Domain

@Suite struct PageReaderTests {
    private func read(_ html: String) -> PageContent { PageReader.read(Array(html.utf8)) }

    @Test func `A million nested tags are cut at the bound and do not crash`() {
        let content = read("<p>avant</p>" + String(repeating: "<b>", count: 700_000))
        #expect(!content.isComplete)
        #expect(content.text.contains("avant"))
    }

    /// Named, as a test's arguments are printed whole.
    private static let hostile: [String: String] = [
        "attributes": "<div a" + (0..<200_000).map { " a\($0)" }.joined() + ">x</div>",
        "end tags that close nothing": String(repeating: "<i><b>", count: 200) + String(repeating: "</u></s>", count: 200_000),
        "brackets": String(repeating: "<", count: 1_000_000),
        "comments": String(repeating: "<!--", count: 400_000),
        "entities": String(repeating: "&#x41;", count: 300_000),
        "a quotation without end": "<a href=\"" + String(repeating: "x", count: 2_000_000),
        "links": String(repeating: "<a href=x>", count: 200_000),
        "structured data": String(repeating: "<script type=application/ld+json>[", count: 50_000),
        "tables": String(repeating: "<table><tr><td>", count: 100_000),
        "nested structured data": "<script type=application/ld+json>" + String(repeating: "[", count: 60_000),
    ]

    @Test(arguments: hostile.keys.sorted())
    func `Hostile markup is read within its bounds`(name: String) throws {
        let content = read(try #require(Self.hostile[name]))
        #expect(content.links.count <= PageCollector.Limit.links)
        #expect(content.text.bytes.count <= PageCollector.Limit.textBytes + 4)
    }

    @Test func `Scripts, styles, comments and noscript are no visible text`() {
        let content = read("<p>a</p><script>b</script><style>c</style><!-- d --><noscript>e</noscript><svg><title>f</title></svg><p>g")
        #expect(String(decoding: content.text.bytes, as: UTF8.self) == "a\ng")
    }

    @Test func `Blocks are lines, and white space is single spaces`() {
        let content = read("<div>Un\u{A0}\n\t deux<br>trois</div><table><tr><td>quatre<td>02\u{202F}61</table>")
        #expect(String(decoding: content.text.bytes, as: UTF8.self) == "Un deux\ntrois\nquatre\n02 61")
    }

    @Test func `Head, links and structured data are taken`() {
        let content = read(
            """
            <html lang=fr><head><title> Un  titre </title><meta name=Description content="Décrit"><meta property="og:title" content=x>
            <script type="application/ld+json">{"@graph":[{"@type":"Organization","name":"Nom"}]}</script></head>
            <body><h2>Sous <b>titre</b></h2><a href=" /contact ">Nous <i>écrire</i></a><iframe src="https://calendly.com/x"></iframe></body></html>
            """)
        #expect(content.title == "Un titre")
        #expect(content.language == "fr")
        #expect(content.meta["description"] == "Décrit")
        #expect(content.headings == [.init(level: 2, text: "Sous titre")])
        #expect(content.links.map(\.target) == ["/contact", "https://calendly.com/x"])
        #expect(content.links.first?.text == "Nous écrire")
        #expect(content.structured(ofType: ["Organization"]).first?["name"]?.string == "Nom")
    }

    @Test func `An empty page and a page of NUL bytes are empty`() {
        #expect(PageReader.read([]).text.isEmpty)
        #expect(PageReader.read(PageDecoder.decode([0, 0, 0], contentType: nil)).text.isEmpty)
    }

    @Test func `A snippet keeps the find and is at most two hundred characters`() throws {
        let text = PageText(Array((String(repeating: "é", count: 300) + " SIREN " + String(repeating: "à", count: 300)).utf8))
        let range = try #require(text.words("siren").first)
        let snippet = text.snippet(around: range)
        #expect(snippet.contains("SIREN"))
        #expect(snippet.count <= 200)
        #expect(!snippet.contains("\u{FFFD}"))
    }
}
