import Foundation
import NIOCore
import Primitives
import Testing

@testable import Realtime

struct JSONTests {
    @Test(arguments: [
        "", " ", "{", "}", "[", "[1", "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1]", "[1}", "tru",
        "truex", "nul",
        "01", "-", "1.", ".5", "1e", "+1", "1 2", "\"", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\n\"", "'a'", "[1]]", "{}{}",
        "\u{FEFF}{}",
        "NaN", "Infinity", "// x", "\"a\u{0}\"",
    ])
    func `Malformed text is refused`(_ text: String) {
        #expect(JSONSlice(ByteBuffer(string: text)) == nil)
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22],
            [0x22, 0xE2, 0x82, 0x22],
            [0x22, 0xE2, 0x82], [0x22, 0xC3],
        ] as [[UInt8]])
    func `Text that is not UTF-8 is refused`(_ bytes: [UInt8]) {
        #expect(JSONSlice(ByteBuffer(bytes: bytes)) == nil)
    }

    @Test(arguments: [
        "0", "-0.5e+10", "1E5", "true", "false", "null", "\"\"", "\"é ✓ 🎉 \\ud83c\\udf89 \\n\"", "[]", "{}", " [ ] ",
        "[1 , [2,{\"a\":[]}],{}]",
        "{\"a\":{\"b\":[1,2,{\"c\":null}]},\"a\":2}",
    ])
    func `Well-formed text is taken`(_ text: String) throws {
        _ = try #require(JSONSlice(ByteBuffer(string: text)))
    }

    @Test(
        arguments: [
            ("0", 0), ("-0.5e+1", -5), ("12345678901", 12_345_678_901), ("1e400", .infinity), ("\"1\"", nil),
            ("true", nil),
            ("null", nil), ("[1]", nil),
        ] as [(String, Double?)])
    func `A number is read as one, and nothing else is`(_ text: String, _ number: Double?) throws {
        #expect(try #require(JSONSlice(ByteBuffer(string: text))).number == number)
    }

    @Test func `Members and texts are read as they stand, with escapes and without`() throws {
        let slice = try #require(JSONSlice(ByteBuffer(string: #" {"a": "é ✓", "\u0062": "x\n\"y", "a": [1, 2.50] } "#)))
        var members: [String] = []
        slice.forEachMember { members.append("\($0)=\($1.string ?? $1.text)") }
        #expect(members == ["a=é ✓", "b=x\n\"y", "a=[1, 2.50]"])
        #expect(slice["a"]?.text == "[1, 2.50]")
    }

    @Test func `Nesting ends at its limit`() {
        func nested(_ depth: Int) -> ByteBuffer {
            ByteBuffer(string: String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
        }
        #expect(JSONSlice(nested(JSONSyntax.depthLimit)) != nil)
        #expect(JSONSlice(nested(JSONSyntax.depthLimit + 2)) == nil)
        #expect(JSONSlice(ByteBuffer(string: String(repeating: "[", count: 1_000_000))) == nil)
        #expect(JSONSlice(ByteBuffer(string: String(repeating: "{\"a\":", count: 1_000_000))) == nil)
    }

    @Test func `Members, elements and scalars are read where they stand`() throws {
        let json =
            #" { "a\u00e9\n" : [1, "two" ,{"x":true}], "b":"\ud83d\ude00\\\"\/", "b2":"\ud83d", "c":"True", "d":false, "e": -12, "a":1,"a":2 } "#
        let slice = try #require(JSONSlice(ByteBuffer(string: json)))
        #expect(slice["aé\n"]?.elements(limit: 9)?.map { String(buffer: $0.bytes) } == ["1", "\"two\"", "{\"x\":true}"])
        #expect(slice["aé\n"]?.elements(limit: 1)?.count == 1)
        #expect(slice["b"]?.string == "😀\\\"/")
        #expect(slice["b2"]?.string == "\u{FFFD}")
        #expect(slice["c"]?.flag == true)
        #expect(slice["d"]?.flag == false)
        #expect(slice["e"]?.flag == nil)
        #expect(slice["e"]?.integer == -12)
        #expect(slice["a"]?.integer == 2)
        #expect(slice["missing"] == nil)
        #expect(slice["e"]?["x"] == nil)
        #expect(slice["e"]?.elements(limit: 3) == nil)
    }

    @Test(arguments: ["plain", "é ✓ 🎉", "\"\\/\u{8}\u{1f}\n\t", ""])
    func `A written string reads back`(_ text: String) throws {
        var buffer = ByteBuffer()
        buffer.writeJSONString(text)
        #expect(try JSONDecoder().decode(String.self, from: Data(buffer.readableBytesView)) == text)
        #expect(JSONSlice(buffer)?.string == text)
    }

    @Test func `What is accepted, Foundation's parser accepts, whatever the bytes`() {
        var random = SplitMix(seed: 7)
        let alphabet = Array("{}[]:,\"\\ut0123456789eE.-+ntrueflas \u{e9}\n".utf8)
        var accepted = 0
        for _ in 0..<60_000 {
            let bytes = (0..<Int.random(in: 0...12, using: &random)).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            // Foundation refuses well-formed numbers that a Double can't hold.
            guard JSONSlice(ByteBuffer(bytes: bytes)) != nil, !String(decoding: bytes, as: UTF8.self).contains(/[0-9][eE]/) else {
                continue
            }
            accepted += 1
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) }
        }
        #expect(accepted > 100)
    }
}
