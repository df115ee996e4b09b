import FoundationEssentials
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Primitives

/// One request to the service, with the workspace that its key names.
struct AuthCall: Sendable {
    /// What the protocol allows.
    static let bodyLimit = 1_048_576

    let request: Request
    let context: APIContext
    /// Without a principal; of those that a key or token stands for, ``by(_:)`` adds it.
    let act: Act
    /// `nil` only where the service is open to requests without a key, and there was none.
    let workspace: ID<Workspace>?

    var query: Query { Query(request.uri) }

    /// The body as a value; members that it does not know are ignored, and what media type it claims does not matter: nothing is
    /// allowed here that another site's form could make use of.
    ///
    /// - Throws: ``AuthError`` `bad_json`, ``Failure`` `bodyTooLarge`.
    func body<Value: Decodable>(_ type: Value.Type) async throws -> Value {
        let bytes = try await bytes()
        do {
            return try JSONDecoder().decode(type, from: Data(bytes.readableBytesView))
        } catch let error as DecodingError {
            throw AuthError(.badRequest, .badJSON, "Could not parse request body as JSON: \(Self.reason(of: error))")
        }
    }

    func bytes() async throws -> ByteBuffer {
        try await request.collect(upTo: Self.bodyLimit, in: context)
    }

    private static func reason(of error: DecodingError) -> String {
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context): "\(path(context.codingPath)) has another type"
        case .keyNotFound(let key, let context): "\(path(context.codingPath + [key])) is missing"
        case .dataCorrupted(let context) where !context.codingPath.isEmpty: "\(path(context.codingPath)): \(context.debugDescription)"
        default: "invalid JSON"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.isEmpty ? "the body" : keys.map(\.stringValue).joined(separator: ".")
    }
}
