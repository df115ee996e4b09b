import NIOCore
import Primitives
import Testing

@testable import Realtime

struct RowChangeTests {
    private let workspace = ID<Subject>()
    private let id = #""id":"01900000-0000-7000-8000-000000000009""#

    private func data(_ shop: Shop, _ kind: ChangeKind, _ selection: ColumnSelection = .all) -> String {
        String(buffer: shop.change(kind, in: workspace).data(selection))
    }

    private func head(_ kind: String) -> String {
        #"{"schema":"public","table":"shop","commit_timestamp":"2023-11-14T22:13:20.000Z","type":"\#(kind)","columns":"#
    }

    private let columns = """
        [{"name":"id","type":"uuid"},{"name":"name","type":"text"},{"name":"note","type":"text"},{"name":"staff","type":"int4"},\
        {"name":"visits","type":"int8"},{"name":"is_open","type":"bool"},{"name":"opened_at","type":"timestamptz"}]
        """

    @Test func `An inserted row is whole, its values native to JSON`() {
        let record = """
            {\(id),"name":"a \\"b\\" \\n é","note":null,"staff":7,"visits":9007199254740993,"is_open":true,\
            "opened_at":"2026-01-26T09:30:00.125Z"}
            """
        #expect(data(Shop(name: "a \"b\" \n é"), .insert) == "\(head("INSERT"))\(columns),\"record\":\(record),\"errors\":null}")
    }

    @Test func `An updated row is whole, and of the old one there is the key`() {
        let text = data(Shop(), .update)
        #expect(text.hasPrefix("\(head("UPDATE"))\(columns),\"record\":{\(id),\"name\":\"Élan Vert\","))
        #expect(text.hasSuffix(",\"old_record\":{\(id)},\"errors\":null}"))
    }

    @Test func `Of a deleted row there is the key alone`() {
        #expect(data(Shop(), .delete) == "\(head("DELETE"))\(columns),\"old_record\":{\(id)},\"errors\":null}")
    }

    @Test func `A selection limits columns and record; the key of the old row stays`() {
        #expect(
            data(Shop(), .update, .some([1, 3]))
                == #"\#(head("UPDATE"))[{"name":"name","type":"text"},{"name":"staff","type":"int4"}],"#
                + #""record":{"name":"Élan Vert","staff":7},"old_record":{\#(id)},"errors":null}"#)
    }

    @Test func `A row that is too large comes without its large values, saying so`() {
        let shop = Shop(name: String(repeating: "n", count: 62), note: String(repeating: "x", count: RowChange.byteLimit))
        let text = data(shop, .update)
        #expect(text.contains(#""record":{\#(id),"name":"nnn"#))
        #expect(text.contains(#"n","staff":7,"#))
        #expect(text.hasSuffix(#""old_record":{\#(id)},"errors":["Error 413: Payload Too Large"]}"#))
        #expect(!text.contains("xxx"))
        #expect(!data(Shop(name: String(repeating: "n", count: 63), note: shop.note), .update).contains("nnn"))
        #expect(data(Shop(note: String(repeating: "x", count: RowChange.byteLimit - 1_000)), .insert).hasSuffix("\"errors\":null}"))
    }
}
