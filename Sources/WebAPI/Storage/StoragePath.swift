import Blobs
import HTTPTypes
import Primitives

/// Bucket and key as the target of a request names them, taken from it as it came: the router would join what is percent-encoded.
struct StoragePath: Sendable {
    /// What keys may hold on this wire, beside letters and digits: what every client carries in an address unharmed.
    private static let marks = Set("_/!-.*'() &$@=;:+,?".utf8)

    let bucket: BucketName?
    /// Decoded once; `nil` for a broken escape.
    private let keyText: String?
    private let rawKey: String

    /// - Parameter literals: how many parts of the path come before the bucket.
    init(_ request: HTTPRequest, literals: Int) {
        let path = (request.path ?? "").prefix { $0 != "?" }
        var rest = path.dropFirst(StorageDoor.prefix.count + 1)
        for _ in 0..<literals { rest = rest.drop { $0 != "/" }.dropFirst() }
        bucket = PercentEncoding.decode(rest.prefix { $0 != "/" }).flatMap { BucketName($0) }
        let key = rest.drop { $0 != "/" }.dropFirst()
        rawKey = String(key)
        keyText = PercentEncoding.decode(key)
    }

    func requireBucket() throws(StorageError) -> BucketName {
        guard let bucket else { throw .bucketMissing }
        return bucket
    }

    func requireKey() throws(StorageError) -> ObjectKey {
        guard let keyText else { throw .badKey(rawKey) }
        return try Self.key(keyText)
    }

    /// - Throws: ``StorageError`` for a key that addresses can't carry: other characters, or a part that clients resolve away.
    static func key(_ text: String) throws(StorageError) -> ObjectKey {
        guard text.utf8.allSatisfy({ isAllowed($0) }), let key = ObjectKey(text), !text.hasPrefix("/"),
            !text.split(separator: "/", omittingEmptySubsequences: false).dropLast().contains(""),
            !text.split(separator: "/").contains(where: { $0 == "." || $0 == ".." })
        else { throw .badKey(text) }
        return key
    }

    /// What stands in an address as it is; most keys hold nothing else.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-")...UInt8(ascii: "9"): true
        default: byte == UInt8(ascii: "_")
        }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: marks.contains(byte)
        }
    }

    /// A key in an address: slashes stay.
    static func encode(_ key: ObjectKey) -> String {
        if key.description.utf8.allSatisfy({ isPlain($0) }) { return key.description }
        return key.description.split(separator: "/", omittingEmptySubsequences: false).map { PercentEncoding.encode(segment: String($0)) }
            .joined(separator: "/")
    }
}
