import DataStore
import Primitives
import TestSupport
import Testing

@testable import Blobs

@Suite struct TrashPageTests {
    @Test(arguments: ["", "1", "1_", "_1", "x_0199aaaa-0000-7000-8000-00000000ffff", "1_nonsense", "1_1_1"])
    func `A cursor that no page gave out is none`(cursor: String) async throws {
        try await withBuckets { world in
            let page = try await world.buckets.trash(in: world.space, after: cursor, limit: 1)
            #expect(page == nil)
        }
    }

    @Test func `Versions of one moment are each on one page`() async throws {
        try await withBuckets { world in
            try await world.fillTrash(count: 1_203, movesClock: false)
            var (seen, cursor): ([ID<StoredObject>], String?) = ([], nil)
            repeat {
                let page = try #require(try await world.buckets.trash(in: world.space, after: cursor, limit: 200))
                seen += page.items.map(\.versionID)
                cursor = page.next
            } while cursor != nil
            #expect(seen.count == 1_203 && Set(seen).count == 1_203)
        }
    }

    @Test func `A page that finds nothing stops looking, and the next one goes on there`() async throws {
        try await withBuckets { world in
            try await world.fillTrash(count: Buckets.trashLookLimit + 10, movesClock: true)
            let isOldest: @Sendable (BucketName, ObjectKey) -> Bool = { $1.description == "k1" }
            let first = try #require(try await world.buckets.trash(in: world.space, limit: 5, isWanted: isOldest))
            #expect(first.items.isEmpty && first.next != nil)
            let second = try #require(try await world.buckets.trash(in: world.space, after: first.next, limit: 5, isWanted: isOldest))
            #expect(second.items.map(\.key.description) == ["k1"] && second.next == nil)
        }
    }

    @Test func `Emptying goes in bounded steps through what was there, and says what went`() async throws {
        try await withBuckets { world in
            try await world.fillTrash(count: 1_203, movesClock: true)
            let steps = Recorder<EmptiedTrash>()
            let emptied = try await world.buckets.emptyTrash(
                of: world.space, isWanted: { _, key in key.description != "k7" }, check: { step, _ in steps.record(step) })
            #expect(emptied.fileCount == 1_202 && emptied.byteCount == 1_202)
            #expect(steps.all.map(\.fileCount) == [500, 500, 202])
            #expect(try await world.trash().map(\.key.description) == ["k7"])
            #expect(try await world.buckets.emptyTrash(of: world.otherSpace) == EmptiedTrash())
        }
    }

    @Test func `A refusal inside a step undoes it and ends the rest`() async throws {
        try await withBuckets { world in
            try await world.fillTrash(count: 600, movesClock: true)
            let code = try await failureCode {
                _ = try await world.buckets.emptyTrash(
                    of: world.space, check: { step, _ in if step.fileCount < 500 { throw Failure(.forbidden, "no more") } })
            }
            #expect(code == .forbidden)
            #expect(try await world.trash().count == 100)
        }
    }

    @Test func `A page reads one index in its order`() async throws {
        try await withBuckets { world in
            let plan = try await world.store.read { tx in
                try tx.rows(
                    "EXPLAIN QUERY PLAN \(TrashRows.placesSQL)", [world.space, TrashPlace.top.moment, TrashPlace.top.version, 500]
                ).map { try $0["detail"] as String }
            }
            #expect(plan.count == 1 && plan[0].contains("USING INDEX trashed_object_by_workspace"), "\(plan)")
        }
    }
}

extension BucketWorld {
    /// Rows alone: no bytes are on the disk.
    fileprivate func fillTrash(count: Int, movesClock: Bool) async throws {
        try await store.write { [space] tx in
            try UsageRows.add(bytes: Int64(count), files: Int64(count), to: space, in: tx)
            try UsageRows.addTrash(bytes: Int64(count), files: Int64(count), to: space, in: tx)
            for number in 1...count {
                let id = ID<StoredObject>()
                try tx.execute(
                    "INSERT INTO blob_object VALUES (?, ?, ?, 1, 'text/plain', 'k', 'object', 0)",
                    [id, space, String(repeating: "0", count: 64)])
                try tx.execute(
                    """
                    INSERT INTO trashed_object (version_id, workspace_id, bucket_name, key, cache_control, is_inert, is_replaced, trashed_at)
                    VALUES (?, ?, 'b', ?, '', 1, 0, ?)
                    """, [id, space, "k\(number)", movesClock ? number : 1])
            }
        }
    }
}
