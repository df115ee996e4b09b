import DataStore
import Primitives

/// Goes through what begins with a prefix in the order of time: one level of it with its folders first, or all objects below.
struct TimeWalk: Sendable {
    private static let batchLimit = 500
    /// Objects that one page looks at: what finds little must not read all there is.
    static let lookLimit = 10_000

    let bucket: ID<Bucket>
    let prefix: String
    let isOneLevel: Bool
    let order: LevelOrder
    let isVisible: @Sendable (String) -> Bool

    /// The level that is walked: the prefix without the beginning of a name.
    private var folder: String { prefix.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(prefix[...$0]) } ?? "" }

    /// - Returns: keys, or folders with the slash at their ends; and where to go on, where there may be more.
    func names(after start: TimePlace, limit: Int, _ tx: ReadTransaction) throws -> (names: [String], next: TimePlace?) {
        var found: [TimePlace] = []
        if isOneLevel, case .folder(let last) = start { found = try folders(after: last, limit: limit + 1, tx) }
        var end: TimePlace?
        if found.count <= limit {
            let objects: [TimePlace]
            (objects, end) = try self.objects(after: start, limit: limit + 1 - found.count, tx)
            found += objects
        }
        if found.count > limit { (found, end) = (Array(found.prefix(limit)), found[limit - 1]) }
        return (found.map(\.name), end)
    }

    private func folders(after last: String, limit: Int, _ tx: ReadTransaction) throws -> [TimePlace] {
        var rest = KeyRange(prefix: prefix, isOpen: prefix.isEmpty || prefix.utf8.last == UInt8(ascii: "/"))
        if let next = last.isEmpty ? nil : KeyRange.successor(of: last) { rest.lower = KeyRange.End(key: next, isIncluded: true) }
        var found: [TimePlace] = []
        while found.count < limit, let name = try Level.folder(in: rest, of: bucket, below: folder, tx) {
            if isVisible(name) { found.append(.folder(name)) }
            guard let next = KeyRange.successor(of: name) else { break }
            rest.lower = KeyRange.End(key: next, isIncluded: true)
        }
        return found
    }

    private func objects(after start: TimePlace, limit: Int, _ tx: ReadTransaction) throws -> (found: [TimePlace], end: TimePlace?) {
        var found: [TimePlace] = []
        var place: (moment: Timestamp, key: String) = (Timestamp(microseconds: order.isAscending ? .min : .max), "")
        if case .object(let moment, let key) = start { place = (moment, key) }
        let sql = Self.sql(order, isOneLevel: isOneLevel)
        let (folder, wanted) = (folder, Array(prefix.utf8))
        for _ in 0..<Self.lookLimit / Self.batchLimit {
            let arguments: [any SQLConvertible] = [bucket] + (isOneLevel ? [folder] : []) + [place.moment, place.key]
            let batch: [(moment: Timestamp, key: String)] = try tx.rows(sql, arguments).map { (try $0["moment"], try $0["key"]) }
            for (moment, key) in batch where key.utf8.starts(with: wanted) && !(isOneLevel && key == folder) && isVisible(key) {
                found.append(.object(moment, key: key))
                if found.count == limit { return (found, nil) }
            }
            guard batch.count == Self.batchLimit, let last = batch.last else { return (found, nil) }
            place = last
        }
        return (found, .object(place.moment, key: place.key))
    }

    static func sql(_ order: LevelOrder, isOneLevel: Bool) -> String {
        let (column, direction) = (order.column.rawValue, order.isAscending ? "ASC" : "DESC")
        return """
            SELECT key, \(column) AS moment FROM bucket_object
            WHERE bucket_id = ?\(isOneLevel ? " AND folder = ?" : "") AND (\(column), key) \(order.isAscending ? ">" : "<") (?, ?)
            ORDER BY \(column) \(direction), key \(direction) LIMIT \(batchLimit)
            """
    }
}

extension TimePlace {
    fileprivate var name: String {
        switch self {
        case .folder(let key), .object(_, let key): key
        }
    }
}
