import Domain
import FoundationEssentials
import HTTPServing
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives
import Realtime

extension Request {
    /// The body as a value.
    ///
    /// Only `application/json` is taken: a form of another site can't send that without being asked first (CORS).
    /// - Throws: ``Failure`` `unsupportedMediaType`, `bodyTooLarge`, or `malformedBody` that points at what is wrong.
    func json<Value: Decodable>(_ type: Value.Type, upTo limit: Int, in context: APIContext) async throws -> Value {
        try Self.decode(type, from: try await jsonBody(upTo: limit, in: context))
    }

    /// The same for a value of texts, without Foundation's decoder where the body is as plain.
    func json<Value: PlainJSONReadable>(_ type: Value.Type, upTo limit: Int, in context: APIContext) async throws -> Value {
        let body = try await jsonBody(upTo: limit, in: context)
        if let object = body.withUnsafeReadableBytes({ PlainJSONObject($0) }), let value = Value(object) { return value }
        return try Self.decode(type, from: body)
    }

    /// The body as one JSON value that is read where it stands, for what is sent thousands of times a second.
    func jsonSlice(upTo limit: Int, in context: APIContext) async throws -> JSONSlice {
        guard let slice = JSONSlice(try await jsonBody(upTo: limit, in: context)) else {
            throw Failure(.malformedBody, "The body is not JSON (RFC 8259).")
        }
        return slice
    }

    /// The same for a body that may be left out.
    func optionalJSONSlice(upTo limit: Int, in context: APIContext) async throws -> JSONSlice? {
        if headers.single(.contentType) == nil, try await collect(upTo: 0, in: context).readableBytes == 0 { return nil }
        return try await jsonSlice(upTo: limit, in: context)
    }

    /// A change in the form of RFC 7396.
    func mergePatch(upTo limit: Int, in context: APIContext) async throws -> MergePatch {
        let body = try await jsonBody(upTo: limit, orAs: Self.mergePatchType, in: context)
        // Looked at first: how deep it nests is bounded there.
        guard let slice = JSONSlice(body) else { throw Failure(.malformedBody, "The body is not JSON (RFC 8259).") }
        guard slice.isObject else {
            throw Failure(
                .malformedBody, "The body does not have the expected shape.", fields: [FieldFault("", "This is to be an object.")])
        }
        return MergePatch(try Self.decode([String: JSONValue].self, from: body))
    }

    /// The same as a value that tells what is null from what is not there.
    func mergePatch<Value: Decodable>(_ type: Value.Type, upTo limit: Int, in context: APIContext) async throws -> Value {
        try Self.decode(type, from: try await jsonBody(upTo: limit, orAs: Self.mergePatchType, in: context))
    }

    private static let mergePatchType = "application/merge-patch+json"

    private func jsonBody(upTo limit: Int, orAs other: String? = nil, in context: APIContext) async throws -> ByteBuffer {
        let contentType = headers.single(.contentType)
        guard Self.isJSON(contentType) || (other != nil && Self.mediaType(contentType) == other) else {
            throw Failure(.unsupportedMediaType, "Send the body as application/json.")
        }
        let body = try await collect(upTo: limit, in: context)
        try context.body?.requireKnownMembers(in: body)
        return body
    }

    private static func isJSON(_ contentType: String?) -> Bool {
        let json = "application/json"
        return contentType == json || mediaType(contentType) == json
    }

    private static func mediaType(_ contentType: String?) -> String? {
        contentType?.prefix { $0 != ";" }.lowercased().trimmingSpaces()
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, from body: ByteBuffer) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(body.readableBytesView))
        } catch let error as DecodingError {
            // Of a number that does not fit its type, Foundation says no more than that the text is bad.
            if case .dataCorrupted(let context) = error, context.codingPath.isEmpty, JSONSlice(body) != nil {
                throw Failure(
                    .malformedBody, "The body does not have the expected shape: one of its numbers is no whole one, or is too large.")
            }
            throw error.failure
        }
    }
}

extension DecodingError {
    /// What is wrong and where, in words that show nothing of the inside.
    fileprivate var failure: Failure {
        switch self {
        case .typeMismatch(_, let context): Self.failure(context.codingPath, "This has another type than the one wanted.")
        case .valueNotFound(_, let context): Self.failure(context.codingPath, "This must not be null.")
        case .keyNotFound(let key, let context): Self.failure(context.codingPath + [key], "This is missing.")
        case .dataCorrupted(let context) where !context.codingPath.isEmpty: Self.failure(context.codingPath, context.debugDescription)
        default: Failure(.malformedBody, "The body is not JSON (RFC 8259).")
        }
    }

    private static func failure(_ path: [any CodingKey], _ message: String) -> Failure {
        let pointer = path.map { key in key.intValue.map { "/\($0)" } ?? JSONPointer.step(key.stringValue) }.joined()
        return Failure(.malformedBody, "The body does not have the expected shape.", fields: [FieldFault(pointer, message)])
    }
}
