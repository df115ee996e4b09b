import DataStore
import Primitives

/// Goes through what stands directly below a prefix, in the order of the keys, and skips what is inside folders without reading it.
///
/// A folder stands where its name with the slash does: `sub-a` comes before `sub/`, whatever is in that.
struct LevelWalk {
    /// One key tells of a folder, whatever is in it; where keys stand side by side, the more come in a row the more are read at a time.
    private static let batchLimits = 1...256
    private static let slash = UInt8(ascii: "/")

    private let bucket: ID<Bucket>
    private let folder: String
    private let isAscending: Bool
    private let joinsFolders: Bool
    private var ranges: [KeyRange]
    private var batch: ArraySlice<String> = []
    private var batchLimit = batchLimits.lowerBound

    /// - Parameter joinsFolders: false goes through every key below, at whatever depth.
    init(_ ranges: [KeyRange], of bucket: ID<Bucket>, below folder: String, isAscending: Bool, joinsFolders: Bool = true) {
        self.bucket = bucket
        self.folder = folder
        self.isAscending = isAscending
        self.joinsFolders = joinsFolders
        self.ranges = isAscending ? ranges.reversed() : ranges
    }

    /// The next key, or folder with the slash at its end; each once.
    mutating func next(_ tx: some SQLReading) throws -> String? {
        while let range = ranges.last {
            if batch.isEmpty {
                batch = try Self.keys(in: range, of: bucket, isAscending: isAscending, limit: batchLimit, tx)[...]
                if batch.isEmpty {
                    ranges.removeLast()
                    continue
                }
                batchLimit = min(batchLimit * 4, Self.batchLimits.upperBound)
            }
            guard let key = batch.popFirst() else { continue }
            guard joinsFolders, let slash = key.utf8.dropFirst(folder.utf8.count).firstIndex(of: Self.slash) else {
                pass(key)
                return key
            }
            let found = String(key[...slash])
            batch = batch.drop { $0.hasPrefix(found) }
            pass(found)
            if batch.isEmpty { batchLimit = Self.batchLimits.lowerBound }
            return found
        }
        return nil
    }

    /// Lets the rest of the range begin after a key, or after all that is in a folder.
    private mutating func pass(_ place: String) {
        let last = ranges.count - 1
        let isFolder = joinsFolders && place.utf8.last == Self.slash
        if !isAscending {
            ranges[last].upper = KeyRange.End(key: place, isIncluded: false)
        } else if isFolder, let successor = KeyRange.successor(of: place) {
            ranges[last].lower = KeyRange.End(key: successor, isIncluded: true)
        } else {
            ranges[last].lower = KeyRange.End(key: place, isIncluded: false)
        }
    }

    static func sql(for range: KeyRange, isAscending: Bool) -> String {
        """
        SELECT key FROM bucket_object WHERE bucket_id = ? AND key \(range.lower.isIncluded ? ">=" : ">") ?\
        \(range.upper.map { " AND key \($0.isIncluded ? "<=" : "<") ?" } ?? "") ORDER BY key \(isAscending ? "ASC" : "DESC") LIMIT ?
        """
    }

    static func keys(in range: KeyRange, of bucket: ID<Bucket>, isAscending: Bool, limit: Int, _ tx: some SQLReading) throws -> [String] {
        let arguments: [any SQLConvertible] = [bucket, range.lower.key] + (range.upper.map { [$0.key] } ?? []) + [limit]
        return try tx.rows(sql(for: range, isAscending: isAscending), arguments).map { try $0["key"] }
    }
}
