import Blobs
import HTTPServing
import HTTPTypes
import Hummingbird
import Primitives

/// The conditions of a request for an object (RFC 9110 §13), in the order of §13.2.2.
struct ObjectConditions: Sendable {
    enum Outcome: Hashable, Sendable {
        case failed
        case unchanged
        /// All of it, whatever range is asked for.
        case whole
        /// What range is asked for, if one is.
        case ranged
    }

    private let tag: String
    /// To the second, as dates on the wire are.
    private let modified: Int64

    init(_ object: BucketObject) {
        tag = object.version.entityTag
        modified = object.updatedAt.seconds
    }

    func outcome(of request: Request) -> Outcome {
        let headers = request.headers
        if let tags = headers[.ifMatch] {
            guard matches(tags, isWeak: false) else { return .failed }
        } else if let date = headers[.ifUnmodifiedSince].flatMap({ HTTPDate.parse($0) }), modified > date {
            return .failed
        }
        if let tags = headers[.ifNoneMatch] {
            if matches(tags, isWeak: true) { return .unchanged }
        } else if let date = headers[.ifModifiedSince].flatMap({ HTTPDate.parse($0) }), modified <= date {
            return .unchanged
        }
        // A part of another version would be worse than the whole.
        guard let condition = headers[.ifRange] else { return .ranged }
        return condition == tag || HTTPDate.parse(condition) == modified ? .ranged : .whole
    }

    private func matches(_ header: String, isWeak: Bool) -> Bool {
        header.split(separator: ",").contains { candidate in
            let candidate = String(candidate).trimmingSpaces()
            return candidate == "*" || candidate == tag || isWeak && candidate == "W/" + tag
        }
    }
}
