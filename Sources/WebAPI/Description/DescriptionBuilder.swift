import HTTPServing
import HTTPTypes
import Identity
import Primitives

/// Puts the document together, operation by operation.
struct DescriptionBuilder {
    private var paths: [String: [String: JSONValue]] = [:]
    private var tags: Set<String> = []
    private var ids: Set<String> = []
    private var ownFaults: [String] = []
    private(set) var components = SchemaComponents()
    private var problems: [String: JSONValue] = [:]

    var faults: [String] { ownFaults + components.faults }

    mutating func add(_ entry: Operations.Entry, access: AccessDeclarations.Access) {
        let operation = entry.operation
        if !ids.insert(operation.id).inserted { ownFaults.append("\(operation.id) is the name of two operations.") }
        let tag = String(entry.path.split(separator: "/").first { !$0.hasPrefix("{") } ?? "node").prefixBeforeDot
        tags.insert(tag)
        var described: [String: JSONValue] = [
            "operationId": .string(operation.id), "summary": .string(operation.summary), "tags": [.string(tag)],
            "parameters": .array(parameters(of: entry)), "responses": .object(responses(of: entry, access)),
        ]
        if !operation.detail.isEmpty { described["description"] = .string(operation.detail) }
        switch access {
        case .open, .topic, .projectKey: described["security"] = []
        case .credential: described["x-access"] = "any credential"
        case .signedIn: described["x-access"] = "signed in"
        case .permission(let permission), .node(let permission): described["x-permission"] = .string(permission.rawValue)
        }
        described["requestBody"] = body(operation.body)
        paths[APIDescription.prefix + entry.path, default: [:]][entry.method.lowercased()] = .object(described)
    }

    // MARK: What is taken

    private func parameters(of entry: Operations.Entry) -> [JSONValue] {
        let operation = entry.operation
        var parameters = entry.path.placeholders.map { name in
            operation.parameters.first { $0.place == .path && $0.name == name }.map(Self.parameter)
                ?? Self.parameter(.init(name, .id, in: .path, required: true, "The id of the \(name)."))
        }
        parameters += operation.parameters.filter { $0.place != .path }.map(Self.parameter)
        if operation.needsVersion { parameters.append(Self.reference("parameters", "IfMatch")) }
        switch operation.key {
        case .none: break
        case .optional, .remembered, .rememberedWithoutAnswer: parameters.append(Self.reference("parameters", "IdempotencyKey"))
        case .required: parameters.append(Self.reference("parameters", "IdempotencyKeyRequired"))
        }
        parameters.append(Self.reference("parameters", "Traceparent"))
        return parameters
    }

    private static func parameter(_ parameter: Operation.Parameter) -> JSONValue {
        var schema = parameter.shape.schema
        // An empty one is as good as none.
        if parameter.place == .query, !parameter.isRequired { schema = ["anyOf": [schema, ["type": "string", "maxLength": 0]]] }
        var described: [String: JSONValue] = [
            "name": .string(parameter.name), "in": .string(parameter.place.rawValue), "schema": schema,
            "description": .string(parameter.summary),
        ]
        if parameter.isRequired || parameter.place == .path { described["required"] = true }
        return .object(described)
    }

    private mutating func body(_ body: Operation.Body) -> JSONValue? {
        func taken(_ content: [String: JSONValue], isRequired: Bool = true) -> JSONValue {
            ["required": .bool(isRequired), "content": .object(content)]
        }
        func json(_ schema: JSONValue) -> [String: JSONValue] { ["application/json": ["schema": schema]] }
        switch body {
        case .none: return nil
        case .json(let type):
            guard case .object(let members) = BodyRecorder.shape(of: type) else { return taken(json(.object([:]))) }
            return taken(json(Shape.object(members)))
        case .members(let members): return taken(json(Shape.object(members)))
        case .optionalMembers(let members): return taken(json(Shape.object(members)), isRequired: false)
        case .mergePatch(let members):
            let schema = Shape.object(members, isPatch: true)
            return taken(["application/json": ["schema": schema], "application/merge-patch+json": ["schema": schema]])
        case .bytes(let contentType): return taken([contentType: .object([:])])
        case .bytesOrMembers(let contentTypes, let members):
            return taken(json(Shape.object(members)).merging(contentTypes.map { ($0, .object([:])) }) { first, _ in first })
        }
    }

    // MARK: What is answered

    private mutating func responses(of entry: Operations.Entry, _ access: AccessDeclarations.Access) -> [String: JSONValue] {
        var responses: [String: JSONValue] = [:]
        for answer in entry.operation.answers {
            let (status, described) = response(answer, of: entry.operation)
            responses["\(status.code)"] = Self.joined(responses["\(status.code)"], described)
        }
        for (status, codes) in entry.failures(access) {
            // A cookie that is good for nothing is taken away.
            responses["\(status)"] = problem(status, codes, setsCookie: entry.operation.setsCookie && status == 401)
        }
        // An address or a head that is too long (RFC 9110 §15.5.15, RFC 6585 §5): no code of its own says so.
        if entry.operation.parameters.contains(where: { $0.place == .query }) {
            for status in [414, 431] { responses["\(status)"] = problem(status, [.invalidRequest]) }
        }
        return responses
    }

    private mutating func response(_ answer: Operation.Answer, of operation: Operation) -> (HTTPResponse.Status, JSONValue) {
        var headers: [String: JSONValue] = ["traceparent": Self.reference("headers", "Traceparent")]
        if operation.setsCookie { headers["Set-Cookie"] = Self.reference("headers", "SetCookie") }
        var content: [String: JSONValue] = [:]
        let status: HTTPResponse.Status
        switch answer {
        case .json(let type, let given):
            (status, content) = (given, ["application/json": ["schema": components.reference(to: type)]])
        case .versioned(let type, let given):
            (status, content) = (given, ["application/json": ["schema": components.reference(to: type)]])
            headers["ETag"] = Self.reference("headers", "Version")
        case .list(let type, let bound): (status, content) = (.ok, ["application/json": ["schema": list(of: type, bound: bound)]])
        case .page(let type): (status, content) = (.ok, ["application/json": ["schema": list(of: type)]])
        case .bytes(let contentType, let given): (status, content) = (given, [contentType: .object([:])])
        case .nothing(let given): status = given
        }
        if operation.hasLocation, status == .created || status == .ok { headers["Location"] = Self.reference("headers", "Location") }
        var described: [String: JSONValue] = ["description": .string(status.reasonPhrase), "headers": .object(headers)]
        if !content.isEmpty { described["content"] = .object(content) }
        return (status, .object(described))
    }

    /// - Parameter bound: of a list that comes whole; one without comes in pages.
    private mutating func list(of type: any Sampled.Type, bound: Int? = nil) -> JSONValue {
        var items: [String: JSONValue] = ["type": "array", "items": components.reference(to: type)]
        items["maxItems"] = bound.map { .integer(Int64($0)) }
        var properties: [String: JSONValue] = ["items": .object(items)]
        var required: [JSONValue] = ["items"]
        if bound == nil {
            properties["next"] = ["type": ["string", "null"], "description": "The cursor of the next page; null on the last one."]
            required.append("next")
        }
        return ["type": "object", "properties": .object(properties), "required": .array(required), "additionalProperties": false]
    }

    /// Two answers of one status are one with both contents.
    private static func joined(_ one: JSONValue?, _ other: JSONValue) -> JSONValue {
        guard case .object(var parts)? = one else { return other }
        for member in ["content", "headers"] {
            guard let more = other[member]?.object else { continue }
            parts[member] = .object((parts[member]?.object ?? [:]).merging(more) { $1 })
        }
        return .object(parts)
    }

    private mutating func problem(_ status: Int, _ codes: [FailureCode], setsCookie: Bool = false) -> JSONValue {
        let name = "\(status)-" + codes.map(\.rawValue).joined(separator: ".") + (setsCookie ? "-cookie" : "")
        if problems[name] == nil { problems[name] = Self.problem(status, codes, setsCookie: setsCookie) }
        return Self.reference("responses", name)
    }

    private static func problem(_ status: Int, _ codes: [FailureCode], setsCookie: Bool) -> JSONValue {
        let words = codes.map { JSONValue.string($0.rawValue) }
        var headers: [String: JSONValue] = ["traceparent": reference("headers", "Traceparent")]
        if [429, 503, 507].contains(status) { headers["Retry-After"] = reference("headers", "RetryAfter") }
        if status == 429 {
            headers["RateLimit"] = reference("headers", "RateLimit")
            headers["RateLimit-Policy"] = reference("headers", "RateLimitPolicy")
        }
        if setsCookie { headers["Set-Cookie"] = reference("headers", "SetCookie") }
        if status == 401 { headers["WWW-Authenticate"] = reference("headers", "Authenticate") }
        return [
            "description": .string(codes.map(\.title).joined(separator: "; ")), "headers": .object(headers),
            "content": [
                "application/problem+json": [
                    "schema": [
                        "allOf": [
                            reference("schemas", "Problem"),
                            [
                                "type": "object",
                                "properties": ["code": ["enum": .array(words)], "status": ["const": .integer(Int64(status))]],
                            ],
                        ]
                    ]
                ]
            ],
        ]
    }

    static func reference(_ kind: String, _ name: String) -> JSONValue { ["$ref": .string("#/components/\(kind)/\(name)")] }

    // MARK: The whole

    func document(version: String) -> JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Uprising Node", "version": .string(version), "description": .string(DescriptionTexts.about),
                "license": ["name": "See the repository"],
            ],
            "servers": [["url": "/"]],
            "security": [["bearer": []]],
            "tags": .array(tags.sorted().map { ["name": .string($0)] }),
            "paths": .object(paths.mapValues { .object($0) }),
            "components": [
                "schemas": .object(components.schemas.merging(DescriptionTexts.schemas) { first, _ in first }),
                "responses": .object(problems), "parameters": DescriptionTexts.parameters, "headers": DescriptionTexts.headers,
                "securitySchemes": [
                    "bearer": [
                        "type": "http", "scheme": "bearer",
                        "description": "The access token of a session, a token that a person made (`upn_…`), or a key of the workspace.",
                    ]
                ],
            ],
        ]
    }
}

extension String {
    /// `/leads/{lead}/notes` → `lead`.
    fileprivate var placeholders: [String] {
        split(separator: "/").compactMap { $0.hasPrefix("{") ? String($0.dropFirst().dropLast()) : nil }
    }

    fileprivate var prefixBeforeDot: String { String(prefix { $0 != "." }) }
}
