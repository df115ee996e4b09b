import DataStore
import Primitives
import TestSupport
import Testing

/// What every engine behind `Store` must keep; run it with a store that holds no table of its own yet.
func exerciseStore(_ store: Store) async throws {
    try await store.write { tx in
        try tx.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, weight REAL, data \(blob), flag INTEGER)")
    }
    try await keepsEveryTypeOfValue(store)
    try await isolatesFailures(store)
    try await failuresLeaveTheirCommitAlone(store)
    try await noticesComeInCommitOrder(store)
    try await failedWritesNotifyNobody(store)
    try await readersSeeOneState(store)
}

private let blob = Dialect.sqlite.render(definition: "{blob}")

private func keepsEveryTypeOfValue(_ store: Store) async throws {
    try await store.write { tx in
        try tx.execute(
            "INSERT INTO item (id, name, weight, data, flag) VALUES (?, ?, ?, ?, ?)",
            [Int64.max, "naïve 日本", 1.5, [0, 255, 7] as [UInt8], true])
        try tx.execute("INSERT INTO item (id, name) VALUES (?, ?)", [1, "nothing else"])
    }
    let error = await #expect(throws: StoreError.self) {
        try await store.write { try $0.execute("INSERT INTO item (id, name) VALUES (2, ?)", ["cut\u{0}short"]) }
    }
    #expect(error?.code == .constraint)
    for values in [[], [2, "two", 3]] as [[any SQLConvertible]] {
        await #expect(throws: StoreError.self) {
            try await store.write { try $0.execute("INSERT INTO item (id, name) VALUES (?, ?)", values) }
        }
    }
    try await store.read { tx in
        let full = try #require(try tx.row("SELECT * FROM item WHERE id = ?", [Int64.max]))
        #expect(try full["name"] == "naïve 日本")
        #expect(try full["weight"] == 1.5)
        #expect(try full["data"] == [0, 255, 7] as [UInt8])
        #expect(try full["flag"] == true)
        let bare = try #require(try tx.row("SELECT * FROM item WHERE id = 1"))
        #expect(try bare["weight"] as Double? == nil)
        #expect(throws: StoreError.self) { try bare["weight"] as Double }
        #expect(throws: StoreError.self) { try bare["no_such_column"] as String }
    }
    try await store.write { try $0.execute("DELETE FROM item") }
    try await keepsTextsThatLookLikeIds(store)
}

/// An id is a text and a text may be an id's: each is read as what it is asked for, to the letter.
private func keepsTextsThatLookLikeIds(_ store: Store) async throws {
    let id = ID<Store>()
    let texts = [
        id.description, id.description.uppercased(), "0190f1f0-0000-7000-8000-00000000000g", "0190f1f0 0000 7000 8000 000000000000",
    ]
    try await store.write { tx in
        for (place, text) in texts.enumerated() { try tx.execute("INSERT INTO item (id, name) VALUES (?, ?)", [place, text]) }
    }
    try await store.read { tx in
        let rows = try tx.rows("SELECT id, name FROM item ORDER BY id")
        #expect(try rows.map { try $0["name"] as String } == texts)
        #expect(try rows[0]["name"] as ID<Store> == id)
        #expect(try rows[1]["name"] as ID<Store>? == id)
        #expect(throws: StoreError.self) { try rows[2]["name"] as ID<Store> }
        #expect(try tx.value("SELECT id FROM item WHERE name = ?", [id]) == 0)
        #expect(try tx.value("SELECT name FROM item WHERE id = 0") == id.description)
    }
    try await store.write { try $0.execute("DELETE FROM item") }
}

/// One hundred callers at once, every third of which fails: each gets its own outcome, and only the failures leave nothing.
private func isolatesFailures(_ store: Store) async throws {
    struct Refused: Error, Equatable { let number: Int }
    let outcomes = await withTaskGroup(of: (Int, Result<Int, any Error>).self) { group in
        for number in 0..<100 {
            group.addTask {
                do {
                    let value = try await store.write { tx in
                        try tx.execute("INSERT INTO item (id, name) VALUES (?, ?)", [number, "item \(number)"])
                        if number % 3 == 0 { throw Refused(number: number) }
                        return number
                    }
                    return (number, .success(value))
                } catch {
                    return (number, .failure(error))
                }
            }
        }
        return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    for number in 0..<100 {
        switch try #require(outcomes[number]) {
        case .success(let value): #expect(value == number && number % 3 != 0)
        case .failure(let error): #expect((error as? Refused)?.number == number)
        }
    }
    let kept = try await store.read { try $0.rows("SELECT id FROM item ORDER BY id").map { try $0["id"] as Int } }
    #expect(kept == (0..<100).filter { $0 % 3 != 0 })
    await #expect(throws: StoreError.self) {
        try await store.write { try $0.execute("INSERT INTO item (id, name) VALUES (1000, 'item 1')") }
    }
    try await store.write { try $0.execute("DELETE FROM item") }
}

/// Writes that share one commit, of which one fails before it has changed anything and one after: the others are kept in order, and each
/// tells of itself once.
private func failuresLeaveTheirCommitAlone(_ store: Store) async throws {
    struct Refused: Error {}
    let heard = Recorder<Int>()
    let gate = Gate()
    let failures = try await withThrowingTaskGroup(of: Int?.self) { group in
        group.addTask {
            try await store.write { _ in gate.wait() }
            return nil
        }
        while !gate.isWaitedFor { await Task.yield() }
        for number in 1...9 {
            group.addTask {
                do {
                    try await store.write { tx in
                        if number == 4 { throw Refused() }
                        try tx.execute("INSERT INTO item (id, name) VALUES (?, ?)", [number, "item \(number)"])
                        tx.afterCommit { heard.record(number) }
                        if number == 7 { throw Refused() }
                    }
                    return nil
                } catch is Refused {
                    return number
                }
            }
            // Each waits in its place; of the first two, either may be the first.
            while store.writePressure < number { await Task.yield() }
        }
        gate.open()
        return try await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
    }
    #expect(failures == [4, 7])
    #expect(heard.all.sorted() == [1, 2, 3, 5, 6, 8, 9])
    #expect(heard.all.dropFirst(2) == [3, 5, 6, 8, 9])
    let kept = try await store.read { try $0.rows("SELECT id FROM item ORDER BY id").map { try $0["id"] as Int } }
    #expect(kept == [1, 2, 3, 5, 6, 8, 9])
    try await store.write { try $0.execute("DELETE FROM item") }
}

private func noticesComeInCommitOrder(_ store: Store) async throws {
    let heard = Recorder<Int64>()
    try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<200 {
            group.addTask {
                try await store.write { tx in
                    let position: Int64 = try tx.value("SELECT COUNT(*) FROM item") ?? 0
                    try tx.execute("INSERT INTO item (id, name) VALUES (?, ?)", [number, "item \(number)"])
                    tx.afterCommit { heard.record(position) }
                }
            }
        }
        try await group.waitForAll()
    }
    #expect(heard.all == Array(0..<200))
    try await store.write { try $0.execute("DELETE FROM item") }
}

private func failedWritesNotifyNobody(_ store: Store) async throws {
    struct Refused: Error {}
    let heard = Recorder<Bool>()
    await #expect(throws: Refused.self) {
        try await store.write { tx in
            tx.afterCommit { heard.record(true) }
            throw Refused()
        }
    }
    #expect(heard.all.isEmpty)
}

private func readersSeeOneState(_ store: Store) async throws {
    try await store.write { try $0.execute("INSERT INTO item (id, name) VALUES (1, 'first'), (2, 'second')") }
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            for _ in 0..<50 {
                try await store.write { try $0.execute("UPDATE item SET flag = COALESCE(flag, 0) + 1") }
            }
        }
        for _ in 0..<50 {
            let flags = try await store.read { tx in
                try tx.rows("SELECT flag FROM item WHERE id = 1") + tx.rows("SELECT flag FROM item WHERE id = 2")
            }.map { try $0["flag"] as Int? }
            #expect(flags[0] == flags[1])
        }
        try await group.waitForAll()
    }
}
