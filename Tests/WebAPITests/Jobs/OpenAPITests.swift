import Foundation
import Identity
import Primitives
import Testing

@testable import WebAPI

struct OpenAPITests {
    private static func isDescribed(_ path: String) -> Bool {
        ["/jobs", "/worker", "/files/"].contains { path.hasPrefix($0) } && !path.hasPrefix("/files/{") || path.hasSuffix("/dossiers")
    }

    @Test func `The contract names every endpoint of jobs, workers and files, and none besides, with the permission that it asks for`()
        async throws
    {
        try await withAPI { api in
            _ = api.router
            let path = FileManager.default.currentDirectoryPath + "/docs/openapi.json"
            let contract = try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: URL(filePath: path)))
            var described: [String: String] = [:]
            for (path, methods) in contract["paths"]?.object ?? [:] {
                for (method, operation) in methods.object ?? [:] where method != "parameters" {
                    described["\(method.uppercased()) \(path)"] = operation["x-permission"]?.string ?? ""
                }
            }
            var declared: [String: String] = [:]
            for one in api.gate.declarations.all where Self.isDescribed(one.path) {
                guard case .permission(let permission) = one.access else { continue }
                declared["\(one.method) /api/v1\(one.path)"] = permission.rawValue
            }
            #expect(described == declared)
            #expect(declared.count == 33)
        }
    }
}
