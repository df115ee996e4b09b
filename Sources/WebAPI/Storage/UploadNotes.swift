import Blobs
import FoundationEssentials
import HTTPServing
import HTTPTypes
import Primitives

/// What an upload says about the file, in headers or in the fields of a form.
struct UploadNotes: Sendable {
    private static let metadataByteLimit = 1_048_576
    private static let cacheControlByteLimit = 256
    private static let usualType = "application/octet-stream"
    private static let metadataHeader = HTTPField.Name("x-metadata")

    var contentType: String?
    var cacheControl: String?
    var metadata: String?

    init() {}

    /// Of a raw body.
    init(_ headers: HTTPFields) throws(StorageError) {
        contentType = headers.single(.contentType)
        cacheControl = headers.single(.cacheControl)
        if let text = Self.metadataHeader.flatMap({ headers[$0] }).given {
            guard let bytes = Data(base64Encoded: text) else { throw .schema("headers/x-metadata must be base 64 of JSON") }
            metadata = try Self.metadata(Array(bytes))
        }
    }

    /// One field of a form; those that it does not know are of no account.
    mutating func take(_ name: String, _ value: [UInt8]) throws(StorageError) {
        switch name {
        case "cacheControl":
            let text = String(decoding: value, as: UTF8.self).trimmingSpaces()
            // Seconds, or the words of the header.
            cacheControl = text.isEmpty ? nil : text.utf8.allSatisfy({ (48...57).contains($0) }) ? "max-age=\(text)" : text
        case "contentType": contentType = Optional(String(decoding: value, as: UTF8.self)).given
        case "metadata", "userMetadata":
            if !value.isEmpty { metadata = try Self.metadata(value) }
        default: break
        }
    }

    func object(at key: ObjectKey, owner: String?) -> NewObject {
        NewObject(
            key: key, contentType: declaredType, cacheControl: Self.clean(cacheControl) ?? "no-cache", metadata: metadata, owner: owner)
    }

    var declaredType: String { contentType.given ?? Self.usualType }

    /// It goes into a header as it is.
    private static func clean(_ text: String?) -> String? {
        guard let text = text?.trimmingSpaces(), !text.isEmpty, text.utf8.count <= cacheControlByteLimit,
            text.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else { return nil }
        return text
    }

    /// JSON in the one form in which it is kept.
    private static func metadata(_ bytes: [UInt8]) throws(StorageError) -> String {
        guard bytes.count <= metadataByteLimit, let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else {
            throw .schema("metadata must be a JSON object of at most \(metadataByteLimit) bytes")
        }
        return try metadata(value)
    }

    static func metadata(_ value: JSONValue) throws(StorageError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard value.object != nil, let bytes = try? encoder.encode(value), bytes.count <= metadataByteLimit else {
            throw .schema("metadata must be a JSON object of at most \(metadataByteLimit) bytes")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
