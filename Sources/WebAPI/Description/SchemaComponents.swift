import FoundationEssentials
import Primitives

/// The types that answers are made of, each described once under its name.
struct SchemaComponents {
    private(set) var schemas: [String: JSONValue] = [:]
    /// What has to be mended: two types of one name, members of which the sample shows nothing.
    private(set) var faults: [String] = []
    private var shapes: [String: RecordedShape] = [:]

    /// A reference to the schema of `type`, with its sample beside it.
    mutating func reference(to type: any Sampled.Type) -> JSONValue {
        let (shape, example) = Self.record(type)
        let schema = schema(of: shape, at: String(describing: type))
        guard case .named(let name, _) = shape, case .object(var described) = schemas[name] else { return schema }
        if described["examples"] == nil {
            do {
                described["examples"] = [try JSONDecoder().decode(JSONValue.self, from: Data(example)).steady]
            } catch {
                faults.append("The sample of \(name) does not write JSON.")
            }
            schemas[name] = .object(described)
        }
        return schema
    }

    private static func record<Value: Sampled>(_ type: Value.Type) -> (shape: RecordedShape, example: [UInt8]) {
        JSONWriter.shape(of: type)
    }

    private mutating func schema(of shape: RecordedShape, at place: String) -> JSONValue {
        switch shape {
        case .flag: return ["type": "boolean"]
        case .integer: return ["type": "integer", "format": "int64"]
        case .number: return ["type": "number"]
        case .text: return ["type": "string"]
        case .id: return Shape.idSchema
        case .moment: return Shape.momentSchema
        case .word(let words): return ["type": "string", "enum": .array(words.map { .string($0) })]
        case .object(let members): return object(members, at: place)
        case .map(let value): return ["type": "object", "additionalProperties": schema(of: value, at: "\(place).*")]
        case .list(let element): return ["type": "array", "items": schema(of: element, at: "\(place)[]")]
        case .either(let shapes): return ["anyOf": .array(shapes.map { schema(of: $0, at: place) })]
        case .anything: return .object([:])
        case .nullable(let shape): return Shape.nullable(schema(of: shape, at: place))
        case .named(let name, let inner):
            if let known = shapes[name] {
                if known != inner { faults.append("\(name) is the name of two shapes, one of them at \(place).") }
            } else {
                shapes[name] = inner
                schemas[name] = schema(of: inner, at: name)
            }
            return ["$ref": .string("#/components/schemas/\(name)")]
        case .unknown:
            faults.append("Nothing is known of \(place).")
            return .object([:])
        }
    }

    private mutating func object(_ members: [RecordedShape.Member], at place: String) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        for member in members {
            let schema = schema(of: member.shape, at: "\(place).\(member.name)")
            if properties.updateValue(schema, forKey: member.name) != nil { faults.append("\(place) writes \(member.name) twice.") }
        }
        let required = members.filter(\.isAlwaysThere).map(\.name).sorted().map { JSONValue.string($0) }
        var schema: [String: JSONValue] = ["type": "object", "properties": .object(properties), "additionalProperties": false]
        if !required.isEmpty { schema["required"] = .array(required) }
        return .object(schema)
    }
}

extension JSONValue {
    /// With the same id and moment wherever there is one: a sample makes them anew each time.
    fileprivate var steady: JSONValue {
        switch self {
        case .string(let text):
            if ID<SchemaComponents>(text) != nil { return "0197a3c2-5b1e-7c4d-9f60-3a8e2b7d1c05" }
            return Timestamp(text) == nil ? self : "2030-01-31T12:00:00.000Z"
        case .array(let values): return .array(values.map(\.steady))
        case .object(let members): return .object(members.mapValues(\.steady))
        case .null, .bool, .integer, .number: return self
        }
    }
}
