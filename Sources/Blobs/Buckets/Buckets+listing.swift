import DataStore
package import Primitives

extension Buckets {
    /// What stands directly below a folder.
    ///
    /// - Parameters:
    ///   - folder: empty, or with a slash at its end.
    ///   - search: how names begin, in either case.
    ///   - isVisible: asked about keys, and about folders by their keys with the slash.
    package func level(
        of bucket: Bucket, below folder: String, search: String = "", order: LevelOrder = LevelOrder(), offset: Int = 0, limit: Int,
        isVisible: @escaping @Sendable (String) -> Bool = { _ in true }
    ) async throws -> [LevelEntry] {
        let level = Level(bucket: bucket.id, folder: folder, search: search.lowercased(), isVisible: isVisible)
        return try await store.read { tx in
            try order.column == .name
                ? level.byName(isAscending: order.isAscending, offset: offset, limit: limit, tx)
                : level.byTime(order, offset: offset, limit: limit, tx)
        }
    }

    /// A page of what begins with a prefix: one level of it with folders, or all objects below.
    ///
    /// - Parameter after: the last key or folder of the page before.
    package func page(
        of bucket: Bucket, prefix: String, isOneLevel: Bool, isAscending: Bool = true, after: String?, limit: Int,
        isVisible: @escaping @Sendable (String) -> Bool = { _ in true }
    ) async throws -> Page<LevelEntry> {
        var range = KeyRange(prefix: prefix, isOpen: isOneLevel && prefix.hasSuffix("/"))
        if let after {
            guard after.hasPrefix(prefix) else { return Page(items: [], next: nil) }
            if !isAscending {
                range.upper = KeyRange.End(key: after, isIncluded: false)
            } else if isOneLevel, after.hasSuffix("/"), let successor = KeyRange.successor(of: after) {
                range.lower = KeyRange.End(key: successor, isIncluded: true)
            } else {
                range.lower = KeyRange.End(key: after, isIncluded: false)
            }
        }
        return try await store.read { [range] tx in
            let names = try Self.names(in: range, of: bucket.id, prefix, isOneLevel, isAscending, limit, isVisible, tx)
            let entries = try Level.entries(for: names.prefix(limit), of: bucket.id, isOneLevel: isOneLevel, tx)
            return Page(items: entries, next: names.count > limit ? names[limit - 1] : nil)
        }
    }

    /// The same in any order, with a cursor of its own.
    ///
    /// A page by time looks at a bounded number of objects: it may be short, or empty, and have a `next` all the same.
    /// - Parameter cursor: the `next` of the page before.
    /// - Returns: `nil` for a cursor that no page in an order of this kind gave out.
    package func page(
        of bucket: Bucket, prefix: String, isOneLevel: Bool, order: LevelOrder, cursor: String?, limit: Int,
        isVisible: @escaping @Sendable (String) -> Bool = { _ in true }
    ) async throws -> Page<LevelEntry>? {
        guard order.column != .name else {
            return try await page(
                of: bucket, prefix: prefix, isOneLevel: isOneLevel, isAscending: order.isAscending, after: cursor, limit: limit,
                isVisible: isVisible)
        }
        var place = TimePlace.top
        if let cursor {
            guard let known = TimePlace(cursor) else { return nil }
            place = known
        }
        let walk = TimeWalk(bucket: bucket.id, prefix: prefix, isOneLevel: isOneLevel, order: order, isVisible: isVisible)
        return try await store.read { [place] tx in
            let (names, next) = try walk.names(after: place, limit: limit, tx)
            return Page(items: try Level.entries(for: names[...], of: bucket.id, isOneLevel: isOneLevel, tx), next: next?.description)
        }
    }

    /// One more than `limit`, where there are.
    private static func names(
        in range: KeyRange, of bucket: ID<Bucket>, _ prefix: String, _ isOneLevel: Bool, _ isAscending: Bool, _ limit: Int,
        _ isVisible: (String) -> Bool, _ tx: ReadTransaction
    ) throws -> [String] {
        var names: [String] = []
        var walk = LevelWalk([range], of: bucket, below: prefix, isAscending: isAscending, joinsFolders: isOneLevel)
        while names.count <= limit, let name = try walk.next(tx) {
            if isVisible(name) { names.append(name) }
        }
        return names
    }
}
