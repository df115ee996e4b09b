import FoundationEssentials
import HTTPServing
import HTTPTypes
import Identity
import Primitives

/// The API as one document (OpenAPI 3.1), made of what its routes and types say of themselves.
package struct APIDescription: Sendable {
    /// Beside the paths of the API's own version; where the document itself stands.
    package static let path = "/api/openapi.json"
    static let prefix = "/api/v1"

    let document: JSONValue
    /// What has to be mended in the declarations; a test holds it empty.
    let faults: [String]

    init(_ gate: Gatekeeper, version: String) {
        var builder = DescriptionBuilder()
        for entry in gate.operations.all {
            guard let access = gate.declarations.access(entry.method, entry.path) else { continue }
            builder.add(entry, access: access)
        }
        document = builder.document(version: version)
        faults = builder.faults
    }

    /// Members in the order of their names, so that the same API is the same text.
    package var json: [UInt8] { JSONWriter.bytes(of: document) }
}

extension AccessDeclarations {
    func access(_ method: String, _ path: String) -> Access? { all.first { $0.method == method && $0.path == path }?.access }
}
