import Crypto
package import Primitives

/// The text of a place in a list, good for one query alone.
///
/// No secret is in it, for a place opens nothing: whoever computed one would begin elsewhere in their own list.
package enum BoundCursor {
    private static let digestLength = 8

    package static func text(of position: String, for query: some JSONWritable) -> String {
        let position = Array(position.utf8)
        return Base64URL.encode(digest(position, query) + position)
    }

    /// The place that `read` takes from the position.
    ///
    /// - Throws: ``Failure`` `invalidRequest` for what no page of `query` gave out.
    package static func place<Place>(
        in cursor: String, for query: some JSONWritable, _ read: (String) -> Place?
    ) throws(Failure) -> Place {
        guard let bytes = Base64URL.decode(cursor), bytes.count > digestLength, case let position = Array(bytes[digestLength...]),
            Array(bytes[..<digestLength]) == digest(position, query), let place = read(String(decoding: position, as: UTF8.self))
        else { throw refusal }
        return place
    }

    private static let refusal = Failure(
        .invalidRequest, "The list can't go on from there.",
        fields: [FieldFault("cursor", "Take the `next` of a page of this very query.")])

    private static func digest(_ position: [UInt8], _ query: some JSONWritable) -> [UInt8] {
        Array(SHA256.hash(data: JSONWriter.bytes(of: query) + position).prefix(digestLength))
    }
}
