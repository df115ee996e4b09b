import Blobs
import Primitives

/// What a client wants a bucket to be; names and values as the clients of several languages send them.
struct BucketOrder: Hashable, Sendable {
    let name: String?
    let change: BucketChange

    /// - Throws: ``StorageError`` that names the member that is wrong.
    init(_ body: [String: JSONValue]) throws(StorageError) {
        name = (body["id"]?.string).given ?? body["name"]?.string
        var change = BucketChange()
        if let value = body["public"], value != .null {
            guard let flag = Self.flag(value) else { throw .schema("body/public must be boolean") }
            change.isPublic = flag
        }
        if let value = body["file_size_limit"] { change.byteLimit = .some(try Self.byteCount(value)) }
        if let value = body["allowed_mime_types"] { change.mediaTypes = .some(try Self.patterns(value)) }
        self.change = change
    }

    private static func flag(_ value: JSONValue) -> Bool? { value.bool ?? value.string.flatMap { Bool($0.lowercased()) } }

    /// A number of bytes, or text with a unit; units are powers of 1,024. Zero and null take the limit away.
    private static func byteCount(_ value: JSONValue) throws(StorageError) -> Int64? {
        if value == .null { return nil }
        guard let count = value.integer ?? value.string.flatMap({ byteCount($0) }), count >= 0 else {
            throw .schema("body/file_size_limit must be a number of bytes, or text such as 20MB")
        }
        return count == 0 ? nil : count
    }

    static func byteCount(_ text: String) -> Int64? {
        let text = text.trimmingSpaces().uppercased()
        let digits = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        let unit = String(text.dropFirst(digits.count)).trimmingSpaces()
        let factors = ["": 0, "B": 0, "KB": 10, "MB": 20, "GB": 30, "TB": 40]
        guard let shift = factors[unit], let number = Double(digits), number >= 0, number < 8_388_608 || shift == 0 else { return nil }
        return Int64(exactly: (number * Double(Int64(1) << Int64(shift))).rounded())
    }

    private static func patterns(_ value: JSONValue) throws(StorageError) -> [MediaTypePattern]? {
        guard value != .null else { return nil }
        guard let elements = value.array, elements.count <= 100 else { throw .schema("body/allowed_mime_types must be array") }
        var patterns: [MediaTypePattern] = []
        for element in elements {
            guard let pattern = element.string.flatMap({ MediaTypePattern($0) }) else {
                throw StorageError(
                    415, "invalid_mime_type", "mime type \(element.string ?? "") is not supported", "InvalidMimeType")
            }
            patterns.append(pattern)
        }
        return patterns.isEmpty ? nil : patterns
    }
}
