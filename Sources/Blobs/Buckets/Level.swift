import DataStore
import Primitives

/// One level of a bucket: what stands directly below a folder.
struct Level: Sendable {
    private static let batchLimit = 500

    let bucket: ID<Bucket>
    /// Empty, or with a slash at its end.
    let folder: String
    /// How names begin, in lower case.
    let search: String
    /// Asked about keys, and about folders by their keys with the slash.
    let isVisible: @Sendable (String) -> Bool

    func byName(isAscending: Bool, offset: Int, limit: Int, _ tx: ReadTransaction) throws -> [LevelEntry] {
        var walk = LevelWalk(ranges, of: bucket, below: folder, isAscending: isAscending)
        var page = Window(offset: offset, limit: limit)
        while !page.isFull, let name = try walk.next(tx) {
            if isShown(name) { page.add(name) }
        }
        return try Self.entries(for: page.names[...], of: bucket, isOneLevel: true, tx)
    }

    /// Folders first, by name: they have no times.
    func byTime(_ order: LevelOrder, offset: Int, limit: Int, _ tx: ReadTransaction) throws -> [LevelEntry] {
        var page = Window(offset: offset, limit: limit)
        var rest = KeyRange(prefix: folder, isOpen: true)
        while !page.isFull, let found = try Self.folder(in: rest, of: bucket, below: folder, tx) {
            if isShown(found) { page.add(found) }
            guard let next = KeyRange.successor(of: found) else { break }
            rest.lower = KeyRange.End(key: next, isIncluded: true)
        }
        var position = 0
        while !page.isFull {
            let keys: [String] = try tx.rows(Self.sql(order), [bucket, folder, position]).map { try $0["key"] }
            for key in keys where key != folder && isShown(key) { page.add(key) }
            if keys.count < Self.batchLimit { break }
            position += keys.count
        }
        return try Self.entries(for: page.names[...], of: bucket, isOneLevel: true, tx)
    }

    static func sql(_ order: LevelOrder) -> String {
        let direction = order.isAscending ? "ASC" : "DESC"
        return """
            SELECT key FROM bucket_object WHERE bucket_id = ? AND folder = ?
            ORDER BY \(order.column.rawValue) \(direction), key \(direction) LIMIT \(batchLimit) OFFSET ?
            """
    }

    static func folderSQL(_ range: KeyRange) -> String {
        """
        SELECT folder FROM bucket_object WHERE bucket_id = ? AND folder \(range.lower.isIncluded ? ">=" : ">") ?\
        \(range.upper == nil ? "" : " AND folder < ?") ORDER BY folder LIMIT 1
        """
    }

    /// The first folder below in a range; those inside it are in the index of folders, and their objects are not read.
    static func folder(in range: KeyRange, of bucket: ID<Bucket>, below folder: String, _ tx: ReadTransaction) throws -> String? {
        let arguments: [any SQLConvertible] = [bucket, range.lower.key] + (range.upper.map { [$0.key] } ?? [])
        guard let found: String = try tx.row(folderSQL(range), arguments).map({ try $0["folder"] }) else { return nil }
        let slash = found.utf8.dropFirst(folder.utf8.count).firstIndex(of: UInt8(ascii: "/"))
        return slash.map { String(found[...$0]) }
    }

    static func entries(
        for names: ArraySlice<String>, of bucket: ID<Bucket>, isOneLevel: Bool, _ tx: ReadTransaction
    ) throws -> [LevelEntry] {
        func isFolder(_ name: String) -> Bool { isOneLevel && name.utf8.last == UInt8(ascii: "/") }
        let objects = try BucketObjectRows.find(names.filter { !isFolder($0) }.compactMap { ObjectKey($0) }, in: bucket, tx)
        return names.compactMap { name in
            isFolder(name) ? .folder(name) : ObjectKey(name).flatMap { objects[$0] }.map { .object($0) }
        }
    }

    private var ranges: [KeyRange] {
        search.isEmpty ? [KeyRange(prefix: folder, isOpen: true)] : KeyRange.ignoringCase(of: search, below: folder)
    }

    private func isShown(_ name: String) -> Bool {
        (search.isEmpty || name.dropFirst(folder.count).lowercased().hasPrefix(search)) && isVisible(name)
    }
}

/// The names of a page, after those that are skipped.
private struct Window {
    let offset: Int
    let limit: Int
    private var skipped = 0
    private(set) var names: [String] = []

    init(offset: Int, limit: Int) {
        self.offset = offset
        self.limit = limit
    }

    var isFull: Bool { names.count >= limit }

    mutating func add(_ name: String) {
        if skipped < offset {
            skipped += 1
        } else if !isFull {
            names.append(name)
        }
    }
}
