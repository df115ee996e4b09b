import Blobs
import HTTPTypes
import Primitives

/// Bucket and key as the target of a request names them, taken from it as it came: the router would join what is percent-encoded.
struct StoragePath: Sendable {
    let bucket: BucketName?
    /// Decoded once; `nil` for a broken escape.
    private let keyText: String?
    private let rawKey: String

    /// - Parameter literals: how many parts of the path come before the bucket.
    init(_ request: HTTPRequest, literals: Int) {
        let slash = UInt8(ascii: "/")
        let path = (request.path ?? "").utf8.prefix { $0 != UInt8(ascii: "?") }
        var rest = path.dropFirst(StorageDoor.prefix.utf8.count + 1)
        for _ in 0..<literals { rest = rest.drop { $0 != slash }.dropFirst() }
        bucket = PercentEncoding.decode(Substring(rest.prefix { $0 != slash })).flatMap { BucketName($0) }
        let key = Substring(rest.drop { $0 != slash }.dropFirst())
        rawKey = String(key)
        keyText = PercentEncoding.decode(key)
    }

    func requireBucket() throws(StorageError) -> BucketName {
        guard let bucket else { throw .bucketMissing }
        return bucket
    }

    func requireKey(_ signs: KeySigns = .unicode) throws(StorageError) -> ObjectKey {
        guard let keyText else { throw .badKey(rawKey) }
        return try Self.key(keyText, signs)
    }

    /// - Throws: ``StorageError`` for a key that addresses can't carry: other characters, or a part that clients resolve away.
    static func key(_ text: String, _ signs: KeySigns) throws(StorageError) -> ObjectKey {
        // By bytes: some letters join with a slash beside them, and would hide it.
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard let key = ObjectKey(text), signs.allow(text), !parts.dropLast().contains(where: \.isEmpty),
            !parts.contains(where: { $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8) })
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

    /// A key in an address: slashes stay.
    static func encode(_ key: ObjectKey) -> String {
        if key.description.utf8.allSatisfy({ isPlain($0) }) { return key.description }
        return key.description.split(separator: "/", omittingEmptySubsequences: false).map { PercentEncoding.encode(segment: String($0)) }
            .joined(separator: "/")
    }
}
