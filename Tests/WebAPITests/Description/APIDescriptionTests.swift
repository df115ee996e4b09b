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
                case .open, .topic: #expect(operation?["security"]?.array == [], "\(endpoint)")
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

    @Test func `Every list that can grow comes in pages`() async throws {
        try await described { document, _ in
            for (endpoint, operation) in operations(document) {
                let names = (operation["parameters"]?.array ?? []).compactMap { $0["name"]?.string }
                guard names.contains("cursor") else { continue }
                #expect(names.contains("limit"), "\(endpoint)")
                let text = String(decoding: JSONWriter.bytes(of: document), as: UTF8.self)
                #expect(text.contains("\"next\""), "\(endpoint)")
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
