import Blobs
import Domain
import FoundationEssentials
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Primitives

/// One request to the storage, with whoever makes it and what it names.
struct StorageCall: Sendable {
    /// More than a thousand keys take, each as long as it may be.
    static let bodyLimit = 2_097_152

    let request: Request
    let context: APIContext
    let path: StoragePath
    let access: StorageAccess

    var query: Query { Query(request.uri) }

    /// The workspace that the caller's key or token names.
    ///
    /// - Throws: ``StorageError`` for a request without one.
    func space() throws(StorageError) -> ID<BlobSpace> {
        guard let principal = access.principal else { throw .noBearer }
        return ID(of: principal.workspaceID)
    }

    /// In whose name objects are stored; `nil` for a program.
    var owner: String? { access.principal?.personID?.description }

    var replaces: Bool { Self.isTrue(request.headers, Self.upsert) }

    /// What a new key may hold: stock clients are refused as they are used to, others say that they know names of any script.
    var newKeySigns: KeySigns { Self.isTrue(request.headers, Self.unicodeKeys) ? .unicode : .plain }

    private static let upsert = HTTPField.Name("x-upsert")
    private static let unicodeKeys = HTTPField.Name("x-unicode-keys")

    private static func isTrue(_ headers: HTTPFields, _ name: HTTPField.Name?) -> Bool {
        name.flatMap { headers[$0] }?.lowercased() == "true"
    }

    /// The body as a value, whatever media type it claims: a DELETE of these clients has one too.
    func body<Value: Decodable>(_ type: Value.Type, upTo limit: Int = bodyLimit) async throws -> Value {
        let bytes = try await request.collect(upTo: limit, in: context)
        do {
            return try JSONDecoder().decode(type, from: Data(bytes.readableBytesView))
        } catch let error as DecodingError {
            throw StorageError.schema(Self.reason(of: error))
        }
    }

    /// The same for a body that may be left out.
    func optionalBody() async throws -> [String: JSONValue] {
        let bytes = try await request.collect(upTo: Self.bodyLimit, in: context)
        guard bytes.readableBytes > 0 else { return [:] }
        guard let object = try? JSONDecoder().decode([String: JSONValue].self, from: Data(bytes.readableBytesView)) else {
            throw StorageError.schema("body must be object")
        }
        return object
    }

    private static func reason(of error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "body must have required property '\(key.stringValue)'"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            context.codingPath.isEmpty
                ? "body must be object" : "body/\(context.codingPath.map(\.stringValue).joined(separator: "/")) has another type"
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            "body/\(context.codingPath.map(\.stringValue).joined(separator: "/")) \(context.debugDescription)"
        default: "body is not valid JSON"
        }
    }
}
