import Primitives

extension Shape {
    /// As a schema (JSON Schema 2020-12).
    var schema: JSONValue {
        switch self {
        case .text(let limit): ["type": "string", "maxLength": .integer(Int64(limit))]
        case .anyText: ["type": "string"]
        // What is neither white space nor a control.
        case .line(let limit):
            ["type": "string", "minLength": 1, "maxLength": .integer(Int64(limit)), "pattern": #"[^\u0000-\u0020\u007f-\u00a0]"#]
        case .pattern(let pattern, let limit): ["type": "string", "maxLength": .integer(Int64(limit)), "pattern": .string(pattern)]
        case .email: ["type": "string", "format": "email", "maxLength": 254]
        case .id: Self.idSchema
        case .moment: Self.momentSchema
        case .day: ["type": "string", "format": "date"]
        case .integer(let range): Self.integer(range)
        case .number(let range):
            ["type": "number", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)]
        case .flag: ["type": "boolean"]
        case .money: ["$ref": "#/components/schemas/Money"]
        case .oneOf(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
        case .list(let element, let limit): ["type": "array", "items": element.schema, "maxItems": .integer(Int64(limit))]
        case .filledList(let element, let limit):
            ["type": "array", "items": element.schema, "minItems": 1, "maxItems": .integer(Int64(limit))]
        case .object(let members): Self.object(members)
        case .anything: .object([:])
        case .map(let value): ["type": "object", "additionalProperties": value.schema]
        case .either(let shapes): ["anyOf": .array(shapes.map(\.schema))]
        case .nullable(let shape): Self.nullable(shape.schema)
        }
    }

    static let idSchema: JSONValue = ["type": "string", "format": "uuid"]
    static let momentSchema: JSONValue = ["type": "string", "format": "date-time"]

    static func object(_ members: [Member], isPatch: Bool = false) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        for member in members {
            var schema = member.shape.schema
            if !member.summary.isEmpty, case .object(var parts) = schema {
                parts["description"] = .string(member.summary)
                schema = .object(parts)
            }
            properties[member.name] = schema
        }
        var schema: [String: JSONValue] = ["type": "object", "properties": .object(properties)]
        let required = members.filter { $0.isRequired && !isPatch }.map(\.name).sorted()
        if !required.isEmpty { schema["required"] = .array(required.map { .string($0) }) }
        schema["additionalProperties"] = false
        return .object(schema)
    }

    static func nullable(_ schema: JSONValue) -> JSONValue {
        guard case .object(var parts) = schema, let type = parts["type"]?.string else {
            return schema == .object([:]) ? schema : ["anyOf": [schema, ["type": "null"]]]
        }
        parts["type"] = [.string(type), "null"]
        if let words = parts["enum"]?.array { parts["enum"] = .array(words + [.null]) }
        return .object(parts)
    }

    private static func integer(_ range: ClosedRange<Int64>) -> JSONValue {
        var schema: [String: JSONValue] = ["type": "integer", "format": "int64"]
        // Beyond 2^53 a number of JSON may lose digits on its way (RFC 8259 §6), and such a bound says no more than the format.
        if range.lowerBound > -(1 << 53) { schema["minimum"] = .integer(range.lowerBound) }
        if range.upperBound < 1 << 53 { schema["maximum"] = .integer(range.upperBound) }
        return .object(schema)
    }
}
