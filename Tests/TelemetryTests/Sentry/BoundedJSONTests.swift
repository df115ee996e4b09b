import Primitives
import Testing

@testable import Telemetry

struct BoundedJSONTests {
    private func parse(_ text: String, _ limits: BoundedJSON.Limits = .init(bytes: 1_048_576)) throws -> JSONValue {
        try BoundedJSON.parse(Array(text.utf8), limits)
    }

    @Test(arguments: [10_000, 65])
    func `What nests too deep is refused before anything is built`(depth: Int) {
        let arrays = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let objects = String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)
        #expect(throws: BoundedJSON.Fault.tooDeep) { try parse(arrays) }
        #expect(throws: BoundedJSON.Fault.tooDeep) { try parse(objects) }
        #expect(throws: BoundedJSON.Fault.tooDeep) { try parse(String(repeating: "[", count: depth)) }
    }

    @Test func `What is too large or has too many values is refused`() {
        #expect(throws: BoundedJSON.Fault.tooLarge) { try parse("[1,2]", .init(bytes: 4)) }
        #expect(throws: BoundedJSON.Fault.tooManyValues) { try parse("[" + String(repeating: "1,", count: 50_001) + "1]") }
    }

    @Test(arguments: [
        "", "{", "[1,]", #"{"a" 1}"#, #"{"a":1,}"#, "tru", #""\x""#, #""\u12g4""#, "1 2", #""open"#, #""a\"#, "--", "{a:1}",
        "1" + String(repeating: "0", count: 100),
    ])
    func `What is not JSON is refused`(text: String) {
        #expect(throws: BoundedJSON.Fault.malformed) { try parse(text) }
    }

    @Test func `Values are read with escapes, and what is no number becomes null`() throws {
        let value = try parse(#" {"a":[1,-2.5,1e3,true,false,null,NaN,Infinity],"b":"\u00e9\ud83d\ude00\n\"","c":"\ud800x"} "#)
        #expect(value["a"] == [1, -2.5, 1_000.0, true, false, nil, nil, nil])
        #expect(value["b"]?.string == "é😀\n\"")
        #expect(value["c"]?.string == "\u{FFFD}x")
    }

    @Test func `A long text is cut between characters`() throws {
        #expect(try parse(#""ééé""#, .init(bytes: 100, stringBytes: 3)).string == "é…")
        #expect(try parse(#""éé\n""#, .init(bytes: 100, stringBytes: 4)).string == "éé…")
    }

    @Test func `Brackets in texts do not count as depth`() throws {
        let text = String(repeating: #"[\""#, count: 200)
        #expect(try parse("\"\(text)\"").string == String(repeating: "[\"", count: 200))
    }
}
