import Blobs

/// Which buckets of a workspace a list shows, and in which order.
struct BucketPage: Sendable {
    let limit: Int
    let offset: Int
    let search: String
    let column: String
    let isAscending: Bool

    init(_ query: Query) throws(StorageError) {
        func number(_ name: String, _ fallback: Int) throws(StorageError) -> Int {
            guard let text = query[name] else { return fallback }
            guard let value = Int(text), value >= 0 else { throw .schema("querystring/\(name) must be integer") }
            return value
        }
        limit = try number("limit", .max)
        offset = try number("offset", 0)
        search = query["search"]?.lowercased() ?? ""
        column = query["sortColumn"] ?? "name"
        isAscending = query["sortOrder"]?.lowercased() != "desc"
    }

    func apply(to buckets: [Bucket]) -> [Bucket] {
        let found = buckets.filter { search.isEmpty || $0.name.description.lowercased().contains(search) }.sorted { left, right in
            switch column {
            case "created_at": (left.createdAt, left.name.description) < (right.createdAt, right.name.description)
            case "updated_at": (left.updatedAt, left.name.description) < (right.updatedAt, right.name.description)
            default: left.name.description < right.name.description
            }
        }
        return Array((isAscending ? found : found.reversed()).dropFirst(offset).prefix(limit))
    }
}
