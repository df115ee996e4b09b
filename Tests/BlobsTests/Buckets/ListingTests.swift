import DataStore
import Primitives
import TestSupport
import Testing

@testable import Blobs

@Suite struct ListingTests {
    private static let keys = [
        "a.txt", "b.txt", "Bild.png", "c.txt", "sub/one.txt", "sub/deep/two.txt", "sub/deep/three.txt", "sub-a", "sub2/x", "z/", "ä/日本",
        "sub/",
    ]

    private func names(_ entries: [LevelEntry]) -> [String] {
        entries.map { entry in
            switch entry {
            case .folder(let key): key
            case .object(let object): object.key.description
            }
        }
    }

    @Test func `A level is what a list of all keys says it is, in both orders and at every page`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            for key in Self.keys { try await world.put(key, in: bucket) }
            for folder in ["", "sub/", "sub/deep/", "z/", "nothing/"] {
                var whole: [String] = []
                for key in Self.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where key.hasPrefix(folder) && key != folder
                {
                    let rest = key.dropFirst(folder.count)
                    let name = folder + (rest.firstIndex(of: "/").map { rest[...$0] } ?? rest)
                    if whole.last != name { whole.append(name) }
                }
                for isAscending in [true, false] {
                    let order = LevelOrder(.name, isAscending: isAscending)
                    let wanted = isAscending ? whole : whole.reversed()
                    #expect(try await names(world.buckets.level(of: bucket, below: folder, order: order, limit: 100)) == wanted)
                    for offset in 0..<max(1, wanted.count) {
                        let page = try await world.buckets.level(of: bucket, below: folder, order: order, offset: offset, limit: 2)
                        #expect(names(page) == Array(wanted.dropFirst(offset).prefix(2)))
                    }
                    var (paged, after): ([String], String?) = ([], nil)
                    repeat {
                        let page = try await world.buckets.page(
                            of: bucket, prefix: folder, isOneLevel: true, isAscending: isAscending, after: after, limit: 2)
                        paged += names(page.items)
                        after = page.next
                    } while after != nil
                    #expect(paged == wanted, "\(folder)")
                }
            }
        }
    }

    @Test func `Without levels a page goes through every key below`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            for key in Self.keys { try await world.put(key, in: bucket) }
            var (paged, after): ([String], String?) = ([], nil)
            repeat {
                let page = try await world.buckets.page(of: bucket, prefix: "sub", isOneLevel: false, after: after, limit: 3)
                paged += names(page.items)
                after = page.next
            } while after != nil
            #expect(paged == ["sub-a", "sub/", "sub/deep/three.txt", "sub/deep/two.txt", "sub/one.txt", "sub2/x"])
        }
    }

    @Test func `A search finds beginnings of names in either case`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            for key in Self.keys { try await world.put(key, in: bucket) }
            #expect(try await names(world.buckets.level(of: bucket, below: "", search: "B", limit: 10)) == ["Bild.png", "b.txt"])
            #expect(try await names(world.buckets.level(of: bucket, below: "", search: "sub", limit: 10)) == ["sub-a", "sub/", "sub2/"])
            #expect(try await names(world.buckets.level(of: bucket, below: "sub/", search: "ONE", limit: 10)) == ["sub/one.txt"])
            #expect(try await names(world.buckets.level(of: bucket, below: "", search: "ext", limit: 10)).isEmpty)
        }
    }

    @Test func `By time folders come first, and what may not be seen is left out`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            for key in ["b", "a", "f/x", "c"] {
                world.clock.advance(by: .seconds(1))
                try await world.put(key, in: bucket)
            }
            let order = LevelOrder(.created, isAscending: false)
            #expect(try await names(world.buckets.level(of: bucket, below: "", order: order, limit: 10)) == ["f/", "c", "a", "b"])
            #expect(try await names(world.buckets.level(of: bucket, below: "", order: order, offset: 1, limit: 2)) == ["c", "a"])
            #expect(
                try await names(world.buckets.level(of: bucket, below: "", order: order, limit: 2) { $0 != "f/" && $0 != "c" }) == [
                    "a", "b",
                ])
        }
    }

    @Test func `A list reads an index from where it begins, and never sorts`() async throws {
        try await withBuckets { world in
            let range = KeyRange(prefix: "f/", isOpen: true)
            var statements: [(String, [any SQLConvertible])] = [true, false].map {
                (LevelWalk.sql(for: range, isAscending: $0), ["b", "f/", "f0", 100])
            }
            statements.append((Level.folderSQL(range), ["b", "f/", "f0"]))
            for column in [LevelOrder.Column.created, .updated] {
                statements.append((Level.sql(LevelOrder(column, isAscending: false)), ["b", "f/", 0]))
            }
            for column in [LevelOrder.Column.created, .updated] {
                for isAscending in [true, false] {
                    let order = LevelOrder(column, isAscending: isAscending)
                    statements.append((TimeWalk.sql(order, isOneLevel: true), ["b", "f/", 0, ""]))
                    statements.append((TimeWalk.sql(order, isOneLevel: false), ["b", 0, ""]))
                }
            }
            for (sql, arguments) in statements {
                let plan = try await world.store.read { [arguments] in
                    try $0.rows("EXPLAIN QUERY PLAN " + sql, arguments).map { try $0["detail"] as String }
                }
                #expect(
                    plan.count == 1 && plan[0].contains("SEARCH bucket_object USING") && plan[0].contains("bucket_id=?"), "\(sql): \(plan)")
            }
        }
    }

    @Test(arguments: ["", "1", "x_a", "_a", "-"]) func `A cursor that no page by time gave out is none`(cursor: String) async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let page = try await world.buckets.page(
                of: bucket, prefix: "", isOneLevel: false, order: LevelOrder(.created), cursor: cursor, limit: 1)
            #expect(page == nil)
        }
    }

    @Test(arguments: [LevelOrder.Column.created, .updated], [true, false])
    func `Pages by time hold everything once, folders first, in both orders`(column: LevelOrder.Column, isAscending: Bool) async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            // Two a moment, so that keys decide between them.
            for (number, key) in Self.keys.enumerated() {
                if number.isMultiple(of: 2) { world.clock.advance(by: .seconds(1)) }
                try await world.put(key, in: bucket)
            }
            world.clock.advance(by: .seconds(1))
            try await world.put("a.txt", "newer", in: bucket, .replace)
            let order = LevelOrder(column, isAscending: isAscending)
            func time(_ key: String) -> Int {
                column == .updated && key == "a.txt" ? 99 : (Self.keys.firstIndex(of: key) ?? 0) / 2
            }
            let byTime = Self.keys.sorted { left, right in
                let isBefore = time(left) == time(right) ? left.utf8.lexicographicallyPrecedes(right.utf8) : time(left) < time(right)
                return isBefore == isAscending
            }
            func paged(_ prefix: String, isOneLevel: Bool, limit: Int) async throws -> [String] {
                var (found, cursor): ([String], String?) = ([], nil)
                repeat {
                    let page = try #require(
                        try await world.buckets.page(
                            of: bucket, prefix: prefix, isOneLevel: isOneLevel, order: order, cursor: cursor, limit: limit))
                    #expect(page.items.count == limit || page.next == nil)
                    found += names(page.items)
                    cursor = page.next
                } while cursor != nil
                return found
            }
            for limit in [1, 2, 3, 100] {
                #expect(try await paged("", isOneLevel: false, limit: limit) == byTime)
                #expect(try await paged("sub", isOneLevel: false, limit: limit) == byTime.filter { $0.hasPrefix("sub") })
                let top = ["sub/", "sub2/", "z/", "ä/"] + byTime.filter { !$0.contains("/") }
                #expect(try await paged("", isOneLevel: true, limit: limit) == top)
                #expect(try await paged("sub/", isOneLevel: true, limit: limit) == ["sub/deep/", "sub/one.txt"])
                #expect(try await paged("su", isOneLevel: true, limit: limit) == ["sub/", "sub2/", "sub-a"])
            }
        }
    }

    @Test func `A page by time that finds nothing stops looking, and the next one goes on there`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let version = try await world.put("wanted", in: bucket).version
            try await world.store.write { tx in
                try tx.execute(
                    """
                    INSERT INTO blob_object SELECT 'v' || n, workspace_id, sha256, byte_count, content_type, name, purpose, created_at
                    FROM blob_object, (WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 10500) SELECT n FROM c)
                    WHERE id = ?
                    """, [version.id])
                try tx.execute(
                    """
                    INSERT INTO bucket_object
                        (bucket_id, key, folder, id, version_id, cache_control, is_inert, generation, created_at, updated_at)
                    SELECT ?, id, '', id, id, 'no-cache', 1, 1, 1, 1 FROM blob_object WHERE id LIKE 'v%'
                    """, [bucket.id])
            }
            func page(_ cursor: String?) async throws -> Page<LevelEntry> {
                try #require(
                    try await world.buckets.page(
                        of: bucket, prefix: "w", isOneLevel: false, order: LevelOrder(.created), cursor: cursor, limit: 5))
            }
            let first = try await page(nil)
            #expect(first.items.isEmpty && first.next != nil)
            let second = try await page(first.next)
            #expect(names(second.items) == ["wanted"] && second.next == nil)
        }
    }

    @Test func `A folder is skipped without reading what is in it`() async throws {
        try await withBuckets { world in
            let bucket = try await world.bucket()
            let version = try await world.put("first", in: bucket).version
            try await world.store.write { tx in
                // Rows that share a version would break a rule, so each has one.
                try tx.execute(
                    """
                    INSERT INTO blob_object SELECT 'v' || n, workspace_id, sha256, byte_count, content_type, name, purpose, created_at
                    FROM blob_object, (WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 20000) SELECT n FROM c)
                    WHERE id = ?
                    """, [version.id])
                try tx.execute(
                    """
                    INSERT INTO bucket_object
                        (bucket_id, key, folder, id, version_id, cache_control, is_inert, generation, created_at, updated_at)
                    SELECT ?, 'big/' || id, 'big/', id, id, 'no-cache', 1, 1, 1, 1 FROM blob_object WHERE id LIKE 'v%'
                    """, [bucket.id])
            }
            let counting = CountingReads()
            let found = try await world.store.read { tx in
                let counted = CountedReading(base: tx, counts: counting)
                var walk = LevelWalk([KeyRange(prefix: "", isOpen: true)], of: bucket.id, below: "", isAscending: true)
                var found: [String] = []
                while let name = try walk.next(counted) { found.append(name) }
                return found
            }
            #expect(found == ["big/", "first"])
            #expect(counting.rows.all.reduce(0, +) < 100)
        }
    }
}

/// How many rows each statement gave.
private struct CountingReads: Sendable {
    let rows = Recorder<Int>()
}

private struct CountedReading: SQLReading {
    let base: ReadTransaction
    let counts: CountingReads

    func rows(_ sql: String, _ arguments: [any SQLConvertible]) throws -> [SQLRow] {
        let rows = try base.rows(sql, arguments)
        counts.rows.record(rows.count)
        return rows
    }
}
