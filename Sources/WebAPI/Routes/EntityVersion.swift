import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Primitives

/// The version of a thing as its entity tag: `"7"` (RFC 9110 §8.8.3).
enum EntityVersion {
    static func tag(_ version: Int64) -> String { "\"\(version)\"" }

    /// The version on which a change is based; `nil` when the request does not say.
    ///
    /// - Throws: ``Failure`` `invalidRequest` for an `If-Match` that no answer gave out.
    static func expected(by request: Request) throws(Failure) -> Int64? {
        guard let tag = request.headers.single(.ifMatch) else { return nil }
        let text = tag.trimmingSpaces()
        guard text.utf8.count > 2, text.hasPrefix("\""), text.hasSuffix("\""), let version = Int64(text.dropFirst().dropLast()) else {
            throw Failure(
                .invalidRequest, "If-Match does not hold a version.",
                fields: [FieldFault("If-Match", "Take the ETag of what you have read, such as \"7\".")])
        }
        return version
    }
}

extension Lead: VersionedEntity {}
extension Contact: VersionedEntity {}
extension Note: VersionedEntity {}
extension Project: VersionedEntity {}
extension Stage: VersionedEntity {}
extension Form: VersionedEntity {}
extension Import: VersionedEntity {}

/// A thing that is answered with its version as `ETag`.
protocol VersionedEntity: JSONWritable {
    var version: Int64 { get }
}

extension Response {
    static func json(versioned entity: some VersionedEntity, status: HTTPResponse.Status = .ok, location: String? = nil) -> Response {
        var headers: HTTPFields = [.eTag: EntityVersion.tag(entity.version)]
        if let location { headers[.location] = location }
        return json(entity, status: status, headers: headers)
    }
}
