import HTTPTypes
import Primitives

/// What an endpoint is called, what it takes and what it answers; the description of the API is made of these.
///
/// What follows from the rest is not said: parameters of the path, the permission, and the failures of every endpoint of its kind
/// (no credential, no permission, a body that is too large, a version that is missing or stale).
struct Operation: Sendable {
    /// A verb and what it is about, once in the API: `moveLead`.
    let id: String
    /// A few words, without a full stop.
    let summary: String
    /// What a caller must know beyond the shapes.
    var detail = ""
    /// Of the query, headers other than `If-Match` and `Idempotency-Key`, and what in the path is no id.
    var parameters: [Parameter] = []
    var body: Body = .none
    /// Whether `If-Match` must name the version on which the change is based.
    var needsVersion = false
    var key: Key = .none
    var answers: [Answer] = [.empty]
    /// Whether the answer that something was made says where it is, in `Location`.
    var hasLocation = false
    /// Whether the answer opens or ends a browser's session, by `Set-Cookie`.
    var setsCookie = false
    /// What it may refuse beyond what follows from the rest.
    var failures: [FailureCode] = []

    struct Parameter: Sendable {
        enum Place: String, Sendable { case query, header, path }

        let name: String
        let shape: Shape
        var place = Place.query
        var isRequired = false
        let summary: String

        init(_ name: String, _ shape: Shape, in place: Place = .query, required isRequired: Bool = false, _ summary: String) {
            self.name = name
            self.shape = shape
            self.place = place
            self.isRequired = isRequired
            self.summary = summary
        }
    }

    enum Body: Sendable {
        case none
        /// What the type reads when it is decoded.
        case json(any (Decodable & SendableMetatype).Type)
        /// An object of these members and no others.
        case members([Shape.Member])
        /// The same for a body that may be left out.
        case optionalMembers([Shape.Member])
        /// RFC 7396: each member may be left out.
        case mergePatch([Shape.Member])
        case bytes(contentType: String)
        /// The same, or an object of these members.
        case bytesOrMembers(contentTypes: [String], [Shape.Member])

        /// What it looks like where it is JSON; what has other members than these is refused at the door.
        var shape: Shape? {
            switch self {
            case .none, .bytes: nil
            case .json(let type): BodyRecorder.shape(of: type)
            case .members(let members), .optionalMembers(let members), .mergePatch(let members), .bytesOrMembers(_, let members):
                .object(members)
            }
        }

        /// Whether it may be too long to be held in memory.
        var isStreamed: Bool {
            switch self {
            case .bytes, .bytesOrMembers: true
            case .none, .json, .members, .optionalMembers, .mergePatch: false
            }
        }
    }

    /// Whether `Idempotency-Key` is heeded.
    enum Key: Sendable {
        case none
        /// By the handler, in the write of the change.
        case optional, required
        /// At the door, for a change that is more than one write: its answer is kept and given again.
        case remembered
        /// The same for an answer with a secret, which is told once.
        case rememberedWithoutAnswer
    }

    enum Answer: Sendable {
        case json(any Sampled.Type, HTTPResponse.Status = .ok)
        /// With the version as `ETag`.
        case versioned(any Sampled.Type, HTTPResponse.Status = .ok)
        /// `{items}`, all of them: there can't be more than so many, for what would be one more is refused or takes the place of the oldest.
        case list(any Sampled.Type, atMost: Int)
        /// `{items, next}`.
        case page(any Sampled.Type)
        case bytes(contentType: String, HTTPResponse.Status = .ok)
        case nothing(HTTPResponse.Status)

        static let empty = Answer.nothing(.noContent)
    }
}

extension [Operation.Parameter] {
    /// What every list in pages takes.
    static func page(upTo limit: Int) -> Self {
        [
            .init("cursor", .text(upTo: 1_000), "The member next of the page before, with the same other parameters"),
            .init("limit", .integer(1...Int64(limit)), "How many at most"),
        ]
    }
}
