package import Primitives

/// One step of a kept trace.
package struct TraceSpan: Sendable {
    package let id: String
    /// `nil` for one that nothing known began; one that names a stranger's span began here.
    package let parentID: String?
    package let name: String
    package let kind: String
    package let startedAt: Timestamp
    package let duration: Duration
    package let isFailed: Bool
    package let attributes: [String: JSONValue]

    package init(
        id: String, parentID: String?, name: String, kind: String, startedAt: Timestamp, duration: Duration, isFailed: Bool,
        attributes: [String: JSONValue]
    ) {
        self.id = id
        self.parentID = parentID
        self.name = name
        self.kind = kind
        self.startedAt = startedAt
        self.duration = duration
        self.isFailed = isFailed
        self.attributes = attributes
    }
}

/// As it is stored.
extension TraceSpan: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id, parent, name, kind, us, length, failed, attributes
    }

    package init(from decoder: any Decoder) throws {
        let stored = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try stored.decode(String.self, forKey: .id), parentID: try stored.decodeIfPresent(String.self, forKey: .parent),
            name: try stored.decode(String.self, forKey: .name), kind: try stored.decode(String.self, forKey: .kind),
            startedAt: Timestamp(microseconds: try stored.decode(Int64.self, forKey: .us)),
            duration: .microseconds(try stored.decode(Int64.self, forKey: .length)),
            isFailed: try stored.decodeIfPresent(Bool.self, forKey: .failed) ?? false,
            attributes: try stored.decode([String: JSONValue].self, forKey: .attributes))
    }
}
