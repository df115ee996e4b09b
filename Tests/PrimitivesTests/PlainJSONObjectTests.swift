import Primitives
import Testing

struct PlainJSONObjectTests {
    private func object(_ text: some Sequence<UInt8>) -> PlainJSONObject? {
        Array(text).withUnsafeBytes { PlainJSONObject($0) }
    }

    @Test(arguments: [
        "", " ", "null", "[]", "\"a\"", "{", "}", "{\"a\"}", "{\"a\":}", "{\"a\":\"b\"", "{\"a\":\"b", "{\"a\":\"b\",}", "{,}",
        "{\"a\":\"b\"}x",
        "{\"a\":1}", "{\"a\":true}", "{\"a\":{}}", "{\"a\":[]}", "{\"a\":nul}", "{\"a\":nulls}", "{\"a\":\"b\\n\"}", "{\"a\\u0062\":null}",
        "{\"a\":\"b\nc\"}", "{\"a\":\"b\u{0}\"}", "{\"a\":\"b\",\"a\":\"c\"}", "{a:null}", "{'a':null}", "\u{FEFF}{}", "{\"a\":\"b\"}{}",
        "{\"a\": \"b\" \"c\": \"d\"}",
    ])
    func `Anything but plain texts and nulls is left to a decoder`(text: String) {
        #expect(object(text.utf8) == nil)
    }

    @Test(arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]])
    func `Bytes that are not UTF-8 are left to a decoder`(bytes: [UInt8]) {
        #expect(object(Array("{\"a\":\"".utf8) + bytes + Array("\"}".utf8)) == nil)
    }

    @Test func `Only so many members are read`() {
        let members = { (count: Int) in "{" + (0..<count).map { "\"\($0)\":null" }.joined(separator: ",") + "}" }
        #expect(object(members(33).utf8) == nil)
        #expect(object(members(32).utf8) != nil)
    }

    @Test func `Plain texts and nulls are read as they stand`() throws {
        let text = " {\t\"a\" :\r\n\"Élodie 日本 🙂 / '\" , \"b\":null,\"\":\"\", \"d\":\"{[,:]}\" } \n"
        let read = try #require(object(text.utf8))
        #expect(read["a"] == "Élodie 日本 🙂 / '")
        #expect(read["b"] == nil)
        #expect(read[""] == "")
        #expect(read["d"] == "{[,:]}")
        #expect(read["e"] == nil)
        #expect(object("{}".utf8) != nil)
    }
}
