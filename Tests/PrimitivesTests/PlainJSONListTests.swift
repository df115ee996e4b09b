import Primitives
import Testing

struct PlainJSONListTests {
    @Test(arguments: [
        "", " ", "null", "{}", "\"a\"", "[", "]", "[\"a\"", "[\"a", "[\"a\",]", "[,]", "[\"a\"]x", "[1]", "[null]", "[[]]", "[\"a\\n\"]",
        "[\"a\nb\"]",
        "[\"a\" \"b\"]",
    ])
    func `Anything but plain texts is left to a decoder`(text: String) {
        #expect(PlainJSONList(text) == nil)
    }

    @Test func `Plain texts are read as they stand`() {
        #expect(PlainJSONList(" [ \"Salon 2025\",\n\"Été 日本 🙂 '\" , \"\", \"[,]\" ] ")?.texts == ["Salon 2025", "Été 日本 🙂 '", "", "[,]"])
        #expect(PlainJSONList("[]")?.texts == [])
    }
}
