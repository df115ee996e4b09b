import Foundation
import Primitives
import Testing

struct JSONWriterTests {
    @Test func `Every character comes back from Foundation's decoder as it was`() throws {
        let text = String(String.UnicodeScalarView((0..<0x3000).compactMap { Unicode.Scalar($0) })) + "👩‍👩‍👧\u{FEFF}\u{10FFFF}"
        let decoded = try JSONDecoder().decode([String].self, from: Data(JSONWriter.bytes(of: List(elements: [text, "", "\"\\/"]))))
        #expect(decoded == [text, "", "\"\\/"])
    }

    @Test func `Members, nulls and nested values stand where they belong`() {
        struct Inner: JSONWritable {
            func write(to json: inout JSONWriter) { json.object { $0.member("n", Int64.min) } }
        }
        var json = JSONWriter()
        json.object { json in
            json.member("a", "x")
            json.member("b", String?.none)
            json.member("c", array: [Inner(), Inner()])
            json.member("d", json: Array("[1, 2]".utf8))
            json.member("e", Inner())
            json.member("f", array: [Int]())
            json.member("g", object: { $0.member("on", true) })
            json.member("h", array: [0.5, -1, .infinity, 1e300])
        }
        let expected =
            #"{"a":"x","b":null,"c":[{"n":-9223372036854775808},{"n":-9223372036854775808}],"d":[1, 2],"e":{"n":-9223372036854775808},"f":[],"g":{"on":true},"h":[0.5,-1.0,null,1e+300]}"#
        #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
    }

    private struct List: JSONWritable {
        let elements: [String]
        func write(to json: inout JSONWriter) { json.array(elements) }
    }
}
