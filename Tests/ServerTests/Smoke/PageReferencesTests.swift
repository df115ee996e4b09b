import Testing

@testable import Server

struct PageReferencesTests {
    @Test(arguments: [
        "", "<", "<script", "<script src", "<script src=\"a", "<link rel=stylesheet href", "<!-- <script src=a></script>",
        "<link rel=icon href=a>",
    ])
    func `Broken or other markup names nothing whole`(html: String) {
        let references = PageReferences(html: html)
        #expect(references.scripts.allSatisfy { $0.isEmpty || $0 == "a" })
        #expect(references.styleSheets.allSatisfy { $0.isEmpty })
    }

    @Test func `Scripts and style sheets are found in any spelling, and nothing within a comment or a script`() {
        let references = PageReferences(
            html: """
                <!doctype html><HTML><head><!-- <script src="/no.js"></script> -->
                <link rel="icon" href="/favicon.svg"><link href='/a.css?x=1&amp;y=2' rel='preload STYLESHEET'>
                <script>const text = "<link rel=stylesheet href=/no.css>"</script>
                <SCRIPT type="module" SRC = /app.js ></SCRIPT>
                <script async src="/early.js"></script></head>
                """)
        #expect(references.scripts == ["/app.js", "/early.js"])
        #expect(references.styleSheets == ["/a.css?x=1&y=2"])
    }
}
