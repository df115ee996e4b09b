import Testing

@testable import Documents

@Suite struct PrintableTextTests {
    @Test(arguments: [nil, "", " \n\t", "\0\u{1}\u{202E}", "\u{E000}"] as [String?])
    func `What has nothing to print is nothing`(text: String?) {
        var printable = PrintableText()
        #expect(printable.line(text, limit: 10) == nil)
        #expect(printable.paragraphs(text, limit: 10, lines: 10).isEmpty)
    }

    @Test(arguments: [
        ("a\0b", "a b"), ("a\u{202E}b", "a b"), ("  a \r\n b ", "a b"), ("0123456789", "0123456789"), ("0123456789x", "012345678…"),
        ("01234567e\u{301}x", "01234567…"), ("e" + String(repeating: "\u{301}", count: 30), "e" + String(repeating: "\u{301}", count: 8)),
    ])
    func `A line is cleaned and cut between characters`(text: String, expected: String) {
        var printable = PrintableText()
        #expect(printable.line(text, limit: 10) == expected)
    }

    @Test func `A line of any length costs no more than its limit`() {
        var printable = PrintableText()
        let line = printable.line(String(repeating: "x", count: 5_000_000), limit: 20)
        #expect(line == String(repeating: "x", count: 19) + "…")
        let spaces = printable.line("a" + String(repeating: " ", count: 5_000_000) + "b", limit: 20)
        #expect(spaces == "a…")
    }

    @Test func `Paragraphs end where their share of characters or lines does`() {
        var printable = PrintableText()
        #expect(printable.paragraphs("a\r\n\r\n\n b\u{2029}c", limit: 100, lines: 10) == ["a", "b", "c"])
        #expect(printable.paragraphs("a\nb\nc", limit: 100, lines: 2) == ["a", "b", "…"])
        #expect(printable.paragraphs("aaaa\nbbbb\ncccc", limit: 6, lines: 10) == ["aaaa", "b…", "…"])
    }

    @Test func `Emoji past the dossier's share are left out`() {
        var printable = PrintableText()
        let line = printable.line(String(repeating: "🚀", count: 350), limit: 400)
        #expect(line?.count == DossierLimits.emoji)
        #expect(printable.line("🚀 text", limit: 10) == "text")
    }

    @Test(arguments: [
        "ftp://a.example", "javascript:alert(1)", "a.example", "", "https//x", " https://a.example",
        "https://" + String(repeating: "é", count: 700),
    ])
    func `Only addresses of the web, short enough, are links`(text: String) {
        #expect(WebAddress(text) == nil)
    }

    @Test func `A link has nothing that a tag or a PDF string could trip over`() throws {
        let address = try #require(WebAddress("HTTPS://a.example/\0\u{7F} ()'\"\\<>{}é?x=1&y=%20#z"))
        #expect(address.encoded == "HTTPS://a.example/%00%7F%20%28%29%27%22%5C%3C%3E%7B%7D%C3%A9?x=1&y=%20#z")
    }

    @Test func `A file that is not as Cairo writes it is left as it is`() {
        for text in ["", "xref", "<< /Type /Catalog >>\nendobj\nxref\nstartxref\n12\n%%EOF\n", "startxref\n<< /Type /Catalog\nxref\n"] {
            #expect(PDFCatalog.describe(Array(text.utf8), language: "fr") == Array(text.utf8))
        }
    }

    @Test(arguments: [
        ("東京", HanStyle.simplifiedChinese), ("東京です", .japanese), ("서울 漢字", .korean), ("abc é", .simplifiedChinese), ("ﾃｽﾄ", .japanese),
    ])
    func `Han characters take the forms of the language around them`(text: String, expected: HanStyle) {
        #expect(HanStyle(of: text) == expected)
    }
}
