import FoundationEssentials
import Primitives

/// The tags of a lead as its row keeps them: a JSON array of texts, nothing where there is none.
struct TagList {
    let tags: [String]

    init(_ tags: [String]) {
        self.tags = tags
    }

    init(text: String?) throws {
        tags = try text.map { try JSONDecoder().decode([String].self, from: Data($0.utf8)) } ?? []
    }

    var text: String? {
        guard !tags.isEmpty else { return nil }
        var json = JSONWriter(capacity: 128)
        json.array(tags)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
