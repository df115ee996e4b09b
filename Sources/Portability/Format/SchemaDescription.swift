import Primitives

/// `schema.json`: what each file's lines are and what stands in them, said by the tables themselves.
struct SchemaDescription {
    /// Each table with what the database knows of its columns.
    let tables: [(table: PortableTable, columns: [PortableColumn], foreignKeys: [String: String])]

    var text: [UInt8] {
        var json = JSONWriter(capacity: 64 << 10)
        json.object { json in
            json.member("format", Int64(ExportManifest.currentFormat))
            json.member("encoding", "UTF-8; one JSON object a line (https://jsonlines.org); absent and null are the same")
            json.member("forms", JSONValue.object(Self.forms.mapValues { .string($0) }))
            json.member("files", JSONValue.array(tables.map { Self.file($0.table, $0.columns, $0.foreignKeys) }))
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }

    private static func file(_ table: PortableTable, _ columns: [PortableColumn], _ foreignKeys: [String: String]) -> JSONValue {
        [
            "name": .string(ExportName.rows(table)), "table": .string(table.table), "meaning": .string(table.meaning),
            "fields": .array(
                columns.map { column in
                    var field: [String: JSONValue] = [
                        "name": .string(column.name), "form": .string(column.form.rawValue), "optional": .bool(column.isOptional),
                    ]
                    if let parent = foreignKeys[column.name] ?? table.references[column.name] { field["refersTo"] = .string(parent) }
                    return .object(field)
                }),
        ]
    }

    private static let forms = [
        "text": "a text", "integer": "a whole number; amounts of money are in the smallest unit of their currency", "number": "a number",
        "moment": "RFC 3339 in UTC, with microseconds", "day": "YYYY-MM-DD", "json": "JSON as it stands, or a text",
        "bytes": "hexadecimal digits",
    ]
}
