import Foundation
import HTTPServing
import Identity
import Primitives
import Testing

@testable import WebAPI

struct APIDescriptionTests {
    /// What the endpoints of stock clients refuse, in the shapes that those clients expect, and what a server says whatever the address.
    private static let elsewhere: Set<FailureCode> = [
        .methodNotAllowed, .rangeNotSatisfiable, .signatureInvalid, .signatureExpired,
    ]
    private static let methods: Set<String> = ["get", "post", "put", "patch", "delete"]

    private func described(_ body: (JSONValue, API) throws -> Void) async throws {
        try await withAPI { api in
            _ = api.router
            let description = APIDescription(api.gate, version: "test")
            #expect(description.faults == [])
            try body(description.document, api)
        }
    }

    private func operations(_ document: JSONValue) -> [String: JSONValue] {
        var operations: [String: JSONValue] = [:]
        for (path, methods) in document["paths"]?.object ?? [:] {
            for (method, operation) in methods.object ?? [:] where Self.methods.contains(method) {
                operations["\(method.uppercased()) \(path)"] = operation
            }
        }
        return operations
    }

    @Test func `Every endpoint is described, with what it asks of whoever calls it, and none besides`() async throws {
        try await described { document, api in
            let operations = operations(document)
            let declared = api.gate.declarations.all.map { ("\($0.method) /api/v1\($0.path)", $0.access) }
            #expect(Set(operations.keys) == Set(declared.map(\.0)))
            for (endpoint, access) in declared {
                let operation = operations[endpoint]
                switch access {
                case .permission(let permission), .node(let permission):
                    #expect(operation?["x-permission"]?.string == permission.rawValue, "\(endpoint)")
                case .signedIn: #expect(operation?["x-access"]?.string == "signed in", "\(endpoint)")
                case .credential: #expect(operation?["x-access"]?.string == "any credential", "\(endpoint)")
                case .open, .topic, .projectKey: #expect(operation?["security"]?.array == [], "\(endpoint)")
                }
            }
        }
    }

    @Test func `Every failure of the API is described somewhere`() async throws {
        try await described { document, _ in
            let text = String(decoding: JSONWriter.bytes(of: document["components"]?["responses"] ?? .null), as: UTF8.self)
            let missing = FailureCode.allCases.filter {
                !text.contains("\"\($0.rawValue)\"") && !Self.elsewhere.contains($0)
            }
            #expect(missing == [])
        }
    }

    @Test func `Every permission opens something`() async throws {
        try await described { document, _ in
            let operations = operations(document).values
            let used = Set(operations.compactMap { $0["x-permission"]?.string })
            let said = operations.compactMap { $0["description"]?.string }.joined()
            // Sockets and stock clients' endpoints ask for these, and nothing of the API's own does.
            let missing = Permission.allCases.filter {
                $0 != .usersManage && $0 != .realtimeJoin && !used.contains($0.rawValue) && !said.contains("`\($0.rawValue)`")
            }
            #expect(missing == [])
        }
    }

    @Test func `Every change that can be sent twice heeds a key, and every one of a version names it`() async throws {
        try await described { document, _ in
            let withoutKey = operations(document).filter { endpoint, operation in
                endpoint.hasPrefix("POST") && !Self.refers(operation, to: "IdempotencyKey")
            }
            #expect(Set(withoutKey.keys) == Self.keyless)
        }
    }

    /// Without anybody whose key it would be, fenced by a lease, sent once by an id of its own, or changing nothing.
    private static let keyless: Set<String> = [
        "POST /api/v1/setup", "POST /api/v1/session/refresh", "POST /api/v1/sign-in", "POST /api/v1/sign-in/codes",
        "POST /api/v1/invitations/accept", "POST /api/v1/worker/leases", "POST /api/v1/worker/jobs/{job}/heartbeat",
        "POST /api/v1/worker/jobs/{job}/complete", "POST /api/v1/worker/jobs/{job}/fail", "POST /api/v1/worker/jobs/{job}/release",
        "POST /api/v1/channels/{channel}/messages", "POST /api/v1/channels/{channel}/uploads", "POST /api/v1/ledger/verification",
    ]

    private static func refers(_ operation: JSONValue, to parameter: String) -> Bool {
        (operation["parameters"]?.array ?? []).contains {
            $0["$ref"]?.string?.hasPrefix("#/components/parameters/\(parameter)") ?? false
        }
    }

    /// What is no list of the workspace's: the best answers to one question, or a window that is asked for by its place.
    private static let windows: Set<String> = [
        "GET /api/v1/search", "GET /api/v1/channels/{channel}/messages", "GET /api/v1/messages/{message}/thread",
    ]

    @Test func `Every list that can grow comes in pages, and every other one says how long it can be`() async throws {
        try await described { document, _ in
            for (endpoint, operation) in operations(document) {
                let names = Set((operation["parameters"]?.array ?? []).compactMap { $0["name"]?.string })
                let answer = Self.resolved(operation["responses"]?["200"]?["content"]?["application/json"]?["schema"], in: document)
                let items = answer?["properties"]?["items"]
                let pages = names.contains("cursor") && names.contains("limit") && answer?["properties"]?["next"] != nil
                #expect(names.contains("cursor") == pages, "\(endpoint)")
                guard items?["type"]?.string == "array", endpoint.hasPrefix("GET"), !pages else { continue }
                if Self.windows.contains(endpoint) {
                    #expect(names.contains("limit"), "\(endpoint)")
                } else {
                    #expect(items?["maxItems"]?.integer != nil, "\(endpoint) is a list without pages and without a bound")
                }
            }
        }
    }

    private static func resolved(_ schema: JSONValue?, in document: JSONValue) -> JSONValue? {
        guard let name = schema?["$ref"]?.string?.split(separator: "/").last else { return schema }
        return document["components"]?["schemas"]?[String(name)]
    }

    /// Changes of what has a version that need not name it.
    private static let versionless: [String: String] = [
        "PUT /api/v1/channels/{channel}/mute": "what one hears of it, not the channel",
        "DELETE /api/v1/channels/{channel}/mute": "what one hears of it, not the channel",
        "PUT /api/v1/alert-rules/{name}/silence": "who is told for a while, not the rule",
        "DELETE /api/v1/alert-rules/{name}/silence": "who is told for a while, not the rule",
        "DELETE /api/v1/errors/{error}": "gone whatever came in by now: it comes back when it happens again",
        "DELETE /api/v1/jobs/{job}": "it has ended, and nobody edits it",
        "PUT /api/v1/messages/{message}/reactions/{emoji}": "one's own sign on it, not the message",
        "DELETE /api/v1/messages/{message}/reactions/{emoji}": "one's own sign on it, not the message",
        "DELETE /api/v1/messages/{message}": "gone whatever it says by now: nobody keeps it there by editing it",
        "DELETE /api/v1/workspace": "its name is typed, and it can be restored",
    ]

    @Test func `Every change of what has a version names it`() async throws {
        try await described { document, _ in
            let operations = operations(document)
            func hasVersion(_ operation: JSONValue?) -> Bool {
                ["200", "201", "202"].contains { status in
                    let schema = operation?["responses"]?[status]?["content"]?["application/json"]?["schema"]
                    let answer = Self.resolved(schema, in: document)
                    let element = Self.resolved(answer?["properties"]?["items"]?["items"], in: document)
                    return answer?["properties"]?["version"] != nil || element?["properties"]?["version"] != nil
                }
            }
            var without: Set<String> = []
            for (endpoint, operation) in operations where !endpoint.hasPrefix("GET") && !endpoint.hasPrefix("POST") {
                let path = String(endpoint.drop { $0 != " " }.dropFirst())
                // Of the thing itself, of what is done to it, or of the list that it is in.
                let parent = path.split(separator: "/").dropLast().map { "/\($0)" }.joined()
                let related = [path, parent].flatMap { path in Self.methods.map { "\($0.uppercased()) \(path)" } }
                let versioned = hasVersion(operation) || (path.hasSuffix("}") && related.contains { hasVersion(operations[$0]) })
                if versioned, !Self.refers(operation, to: "IfMatch") { without.insert(endpoint) }
            }
            #expect(without == Set(Self.versionless.keys))
        }
    }

    @Test func `Every body says its members, and takes no others`() async throws {
        try await described { document, _ in
            for (endpoint, operation) in operations(document) {
                for (type, content) in operation["requestBody"]?["content"]?.object ?? [:] where type.hasSuffix("json") {
                    #expect(content["schema"]?["additionalProperties"]?.bool == false, "\(endpoint)")
                }
            }
        }
    }

    /// Run with `UPDATE_DOCS=1` to write the file anew.
    @Test func `The file of the description is what the code says`() async throws {
        try await described { document, _ in
            let path = FileManager.default.currentDirectoryPath + "/docs/openapi.json"
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            var document = document.object ?? [:]
            // The version is that of the program, not of the page.
            document["info"] = .object((document["info"]?.object ?? [:]).merging(["version": "1"]) { $1 })
            let text = String(decoding: try encoder.encode(JSONValue.object(document)), as: UTF8.self) + "\n"
            if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" { try Data(text.utf8).write(to: URL(filePath: path)) }
            let written = try String(contentsOfFile: path, encoding: .utf8)
            #expect(written == text, "docs/openapi.json is not what the code says: run the tests with UPDATE_DOCS=1")
        }
    }

    @Test func `A forgotten member, permission or failure would show`() async throws {
        struct Thing: Sampled {
            static var sample: Self { Self() }
            func write(to json: inout JSONWriter) { json.object { $0.member("name", String?.none) } }
        }
        var builder = DescriptionBuilder()
        let operation = Operation(id: "showThing", summary: "Show a thing", answers: [.json(Thing.self)], failures: [.leaseLost])
        builder.add(.init(method: "GET", path: "/things/{thing}", operation: operation), access: .permission(.leadsRead))
        let document = builder.document(version: "1")
        let described = operations(document)["GET /api/v1/things/{thing}"]
        #expect(described?["x-permission"]?.string == "leads.read")
        #expect(document["components"]?["schemas"]?["Thing"]?["properties"]?["name"]?["type"]?.array == ["string", "null"])
        #expect(Set(described?["responses"]?.object?.keys.map(\.self) ?? []) == ["200", "400", "401", "403", "404", "409", "500", "503"])
        builder.add(.init(method: "PUT", path: "/things/{thing}", operation: operation), access: .open)
        #expect(builder.faults == ["showThing is the name of two operations."])
    }
}
