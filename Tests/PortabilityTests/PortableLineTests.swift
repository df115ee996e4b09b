import DataStore
import Testing

@testable import Portability

struct PortableLineTests {
    private let line = PortableLine([
        PortableColumn(name: "text", form: .text, isOptional: true), PortableColumn(name: "at", form: .moment, isOptional: true),
        PortableColumn(name: "day", form: .day, isOptional: true), PortableColumn(name: "json", form: .json, isOptional: true),
        PortableColumn(name: "bytes", form: .bytes, isOptional: true), PortableColumn(name: "count", form: .integer, isOptional: true),
    ])

    @Test(arguments: [
        #"{"text":1}"#, #"{"text":"a","text":"b"}"#, #"{"other":1}"#, #"{"text":"a"#, #"{"text":"a"} x"#, #"["text"]"#, #"{"text":"\q"}"#,
        #"{"text":"\ud800"}"#, #"{"at":"yesterday"}"#, #"{"at":5}"#, #"{"day":"2030-02-30"}"#, #"{"bytes":"xy"}"#, #"{"count":1.5}"#,
        #"{"count":"1"}"#, #"{"count":99999999999999999999}"#, #"{"text":{"a":1}}"#, "", #"{"text":"#, #"{"text":"\"#,
    ])
    func `What is no line of the table is refused`(_ text: String) {
        #expect(throws: JSONLineFault.self) { try line.values(of: Array(text.utf8)[...]) }
    }

    @Test(arguments: [
        #"{"text":"a","at":null,"day":null,"json":null,"bytes":null,"count":1}"#, #"{"count":1,"text":"a"}"#,
        #"{ "text" : "a" , "count":1 }"#,
        #"{"bytes":null,"count":1,"json":null,"text":"a"}"#, #"{"text":"a","count":1}"#,
    ])
    func `Members are read in any order and spelling`(_ text: String) throws {
        #expect(try line.values(of: Array(text.utf8)[...]) == [.text("a"), .null, .null, .null, .null, .integer(1)])
    }

    @Test func `Nesting has an end`() {
        let deep = #"{"json":"# + String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000) + "}"
        #expect(throws: JSONLineFault.self) { try line.values(of: Array(deep.utf8)[...]) }
    }

    @Test(
        arguments: [
            [.null, .null, .null, .null, .null, .null],
            [
                .text("“déjà” \"vu\"\\\n\t\r\u{1}\u{7F} 👍\u{2028}"), .integer(1_893_456_000_123_456), .integer(21_915),
                .text(#"{"b": [1, "ü"], "a":null}"#),
                .blob([0, 255, 16]), .integer(-7),
            ],
            [.text(""), .integer(-1), .integer(0), .text("\"a text\""), .blob([]), .integer(.max)],
            [.text("[]"), .integer(1), .integer(1), .text("{broken"), .blob([1]), .integer(.min)],
            [.text("{}"), .integer(0), .integer(1), .text("[1,\n2]"), .blob([1]), .integer(0)],
        ] as [[SQLValue]])
    func `A row comes back as it was, on one line`(_ values: [SQLValue]) throws {
        var text: [UInt8] = []
        line.append(values, to: &text)
        #expect(text.count { $0 == UInt8(ascii: "\n") } == 1)
        #expect(try line.values(of: text.dropLast()) == values)
    }
}
