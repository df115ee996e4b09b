import FoundationEssentials
import Primitives

/// The tags of a lead as its row keeps them: a JSON array of texts, nothing where there is none.
struct TagList {
    /// More describe nothing.
    static let limit = 20
    static let characterLimit = 40

    let tags: [String]

    init(_ tags: [String]) {
        self.tags = tags
    }

    init(text: String?) throws {
        guard let text else {
            tags = []
            return
        }
        // A decoder is made in more time than a lead is read, and a board has a hundred of them.
        tags = try PlainJSONList(text)?.texts ?? JSONDecoder().decode([String].self, from: Data(text.utf8))
    }

    var text: String? {
        guard !tags.isEmpty else { return nil }
        var json = JSONWriter(capacity: 128)
        json.array(tags)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// Both, each tag once and as it was written first, `limit` at most.
    static func united(_ first: [String], _ second: [String], limit: Int = limit) -> [String] {
        if second.isEmpty { return first }
        var seen = Set(first.map(LeadTags.key))
        var tags = first
        for tag in second where tags.count < limit && seen.insert(LeadTags.key(of: tag)).inserted { tags.append(tag) }
        return tags
    }
}
