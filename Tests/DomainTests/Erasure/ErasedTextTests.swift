import Testing

@testable import Domain

struct ErasedTextTests {
    @Test func `Terms go whatever their case, the longest first`() {
        let erased = ErasedText(["Ana", "Ana Roux", "ana@x.example", "0612345678"])
        #expect(erased.replacing(in: "ANA@X.EXAMPLE, Ana Roux: 0612345678") == "[erased], [erased]: [erased]")
        // A short name stands in half of all texts by chance.
        #expect(erased.replacing(in: "Anagram of Ana") == "Anagram of Ana")
        #expect(!erased.isIn(nil))
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+33 1", "'+33 1"), ("-x", "'-x"), ("@x", "'@x"), ("\tx", "\"'\tx\""), ("\rx", "\"'\rx\""), ("a,b", "\"a,b\""),
        ("a\"b", "\"a\"\"b\""), ("plain", "plain"), ("a=b", "a=b"), ("", ""),
    ]) func `No cell of an export is a formula`(text: String, expected: String) {
        #expect(CSVText.quoted(text) == expected)
    }
}
