import Testing

@testable import Domain

struct FormDraftTests {
    @Test(arguments: [
        "", "shop.example", "ftp://shop.example", "https://", "https://shop.example/contact", "https://shop.example?x",
        "https://a b.example",
        "https://shop.example;script-src", "https://shop.example'", "https://*.example", "null",
    ]) func `What is no origin never stands in a policy`(text: String) {
        #expect(FormDraft.origin(text) == nil)
    }

    @Test(arguments: [
        ("https://Shop.Example", "https://shop.example"), ("https://shop.example/", "https://shop.example"),
        ("https://shop.example:443", "https://shop.example"), ("http://shop.example:80", "http://shop.example"),
        ("http://localhost:3000", "http://localhost:3000"), (" https://shop.example:8443 ", "https://shop.example:8443"),
    ]) func `An origin is as browsers send it`(text: String, expected: String) {
        #expect(FormDraft.origin(text) == expected)
    }
}
