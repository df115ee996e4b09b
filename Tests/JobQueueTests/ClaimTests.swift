import DataStore
import JobQueue
import Primitives
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct ClaimTests {
    @Test func `One tenant's ten thousand do not starve another's one`() async throws {
        try await withJobs { world in
            let drafts = try (0..<10_000).map { try JobDraft(Greet(name: "plain \($0)"), workspace: "big", trace: TraceID()) }
            try await world.store.write { _ = try world.jobs.enqueue(drafts, in: $0) }
            try await world.enqueue("plain single", workspace: "small")
            try await world.running(world.runner(concurrency: 4)) {
                try await world.until { world.greeted.all.contains("plain single") }
            }
            #expect(world.greeted.all.count < 50)
        }
    }

    @Test func `Tenants take turns, the node's own among them`() async throws {
        try await withJobs { world in
            for workspace in ["a", "b", nil] {
                for number in 0..<3 { try await world.enqueue("plain \(workspace ?? "node")\(number)", workspace: workspace) }
            }
            try await world.runner().runOnce()
            #expect(
                world.greeted.all == ["a0", "b0", "node0", "a1", "b1", "node1", "a2", "b2", "node2"].map { "plain \($0)" })
        }
    }

    @Test func `A lower number comes first, and among equals the older`() async throws {
        try await withJobs { world in
            for (name, priority) in [("c", 9), ("b", 5), ("a", 0), ("b2", 5)] {
                try await world.enqueue("plain \(name)") { $0.priority = priority }
            }
            try await world.runner().runOnce()
            #expect(world.greeted.all == ["plain a", "plain b", "plain b2", "plain c"])
        }
    }

    @Test func `No more of a workspace run at once than may, and others do meanwhile`() async throws {
        try await withJobs { world in
            for workspace in ["a", "b"] { for _ in 0..<6 { try await world.enqueue("meet", workspace: workspace) } }
            try await world.runner(concurrency: 8, perWorkspace: 2).runOnce()
            #expect(world.greeted.all.count == 12)
            #expect(try #require(world.together.all.max()) <= 4)
        }
    }

    // MARK: Keys

    @Test func `Of jobs with one key no more run at once than it says`() async throws {
        try await withJobs { world in
            for host in ["one", "two"] {
                for _ in 0..<5 { try await world.enqueue("meet \(host)") { $0.limitKey = LimitKey(host, scope: .node, concurrency: 1) } }
            }
            try await world.runner(concurrency: 8).runOnce()
            #expect(world.greeted.all.count == 10)
            #expect(try #require(world.together.all.max()) <= 2)
        }
    }

    @Test func `A job behind many of a key in use does not wait for them`() async throws {
        try await withJobs { world in
            let key = LimitKey("host", scope: .node, concurrency: 1)
            try await world.enqueue("hang") { draft in
                draft.limitKey = key
                draft.timeout = .seconds(30)
            }
            let drafts = try (0..<1_000).map { number in
                var draft = try JobDraft(Greet(name: "plain \(number)"), trace: TraceID())
                draft.limitKey = key
                return draft
            }
            try await world.store.write { _ = try world.jobs.enqueue(drafts, in: $0) }
            try await world.enqueue("plain last")
            try await world.running(world.runner(concurrency: 2)) {
                try await world.until { world.greeted.all == ["plain last"] }
            }
        }
    }

    @Test func `One that was let in and is then cancelled lets the next in`() async throws {
        try await withJobs { world in
            let key = LimitKey("host", concurrency: 1)
            var jobs: [JobRecord] = []
            for number in 0..<3 { jobs.append(try await world.enqueue("plain \(number)", workspace: "w") { $0.limitKey = key }) }
            // As they are while one with the key runs.
            try await world.store.write { [first = jobs[0].id] in try $0.execute("UPDATE job SET is_held = 1 WHERE id <> ?", [first]) }
            for job in jobs.prefix(2) {
                try await world.store.write { _ = try world.jobs.cancel(job.id, of: nil, because: "no", in: $0) }
            }
            try await world.runner().runOnce()
            #expect(try await world.states(jobs) == [.cancelled, .cancelled, .completed])
        }
    }

    @Test func `Two workspaces with a key of the same name do not hinder each other`() async throws {
        try await withJobs { world in
            for workspace in ["a", "b"] {
                try await world.enqueue("meet", workspace: workspace) { $0.limitKey = LimitKey("host", concurrency: 1) }
            }
            try await world.runner(concurrency: 2).runOnce()
            #expect(world.together.all.max() == 2)
        }
    }

    @Test func `Starts of a key keep their distance`() async throws {
        try await withJobs { world in
            let key = LimitKey("host", scope: .node, interval: .seconds(10))
            for number in 0..<3 { try await world.enqueue("plain \(number)") { $0.limitKey = key } }
            for expected in [1, 1, 2, 2, 3] {
                try await world.runner(concurrency: 4).runOnce()
                #expect(world.greeted.all.count == expected)
                world.clock.advance(by: .seconds(5))
            }
        }
    }

    @Test func `A crowd of paused workspaces does not keep the runner busy, nor another from its turn`() async throws {
        try await withJobs { world in
            for number in 100..<400 {
                try await world.enqueue("plain paused", workspace: "a\(number)")
                try await world.store.write { try world.jobs.pause(Greet.queue, of: "a\(number)", in: $0) }
            }
            try await world.enqueue("plain open", workspace: "z")
            // The first claim sees only the paused; the next, after a rest, goes on behind them.
            try await world.running(world.runner()) {
                try await world.until {
                    world.clock.advance(by: .milliseconds(100))
                    return world.greeted.all == ["plain open"]
                }
            }
        }
    }

    // MARK: Rates and pauses

    @Test func `A queue starts no more in a period than its rate says`() async throws {
        try await withJobs { world in
            for number in 0..<8 { try await world.enqueue("plain \(number)") }
            let runner = world.runner(concurrency: 4, rate: StartRate(count: 3, per: .seconds(60)))
            try await runner.runOnce()
            #expect(world.greeted.all.count == 3)
            world.clock.advance(by: .seconds(20))
            try await runner.runOnce()
            #expect(world.greeted.all.count == 4)
            world.clock.advance(by: .seconds(60))
            try await runner.runOnce()
            #expect(world.greeted.all.count == 7)
        }
    }

    @Test func `A rate outlives a restart`() async throws {
        try await withJobs { world in
            for number in 0..<4 { try await world.enqueue("plain \(number)") }
            let rate = StartRate(count: 2, per: .seconds(60))
            try await world.runner(concurrency: 4, rate: rate).runOnce()
            try await world.runner(concurrency: 4, rate: rate).runOnce()
            #expect(world.greeted.all.count == 2)
        }
    }

    @Test func `A paused queue starts nothing, of the workspace that paused it alone`() async throws {
        try await withJobs { world in
            try await world.store.write { try world.jobs.pause(Greet.queue, of: "a", in: $0) }
            for workspace in ["a", "b"] { try await world.enqueue("plain \(workspace)", workspace: workspace) }
            try await world.runner().runOnce()
            #expect(world.greeted.all == ["plain b"])
            try await world.store.write { try world.jobs.resume(Greet.queue, of: "a", in: $0) }
            try await world.runner().runOnce()
            #expect(world.greeted.all == ["plain b", "plain a"])
        }
    }

    @Test func `A pause of the whole node holds for everybody, and ends at its time`() async throws {
        try await withJobs { world in
            let until = world.clock.now + .hours(1)
            try await world.store.write { try world.jobs.pause(Greet.queue, of: nil, until: until, in: $0) }
            try await world.enqueue("plain a", workspace: "a")
            try await world.runner().runOnce()
            #expect(world.greeted.all.isEmpty)
            world.clock.advance(by: .hours(1))
            try await world.runner().runOnce()
            #expect(world.greeted.all == ["plain a"])
        }
    }

    @Test func `Resuming wakes a runner that sleeps`() async throws {
        try await withJobs { world in
            try await world.store.write { try world.jobs.pause(Greet.queue, of: nil, in: $0) }
            try await world.running(world.runner()) {
                try await world.enqueue("plain a")
                for _ in 0..<100 { await Task.yield() }
                #expect(world.greeted.all.isEmpty)
                try await world.store.write { try world.jobs.resume(Greet.queue, of: nil, in: $0) }
                try await world.until { world.greeted.all == ["plain a"] }
            }
        }
    }

    @Test func `A runner that sleeps goes on when a rate lets it, or a pause ends`() async throws {
        try await withJobs { world in
            for number in 0..<2 { try await world.enqueue("plain \(number)", workspace: "w") }
            let runner = world.runner(rate: StartRate(count: 1, per: .seconds(1)))
            try await world.running(runner) {
                try await world.until { world.greeted.all.count == 1 }
                world.clock.advance(by: .seconds(1))
                try await world.until { world.greeted.all.count == 2 }
                let until = world.clock.now + .milliseconds(100)
                try await world.store.write { try world.jobs.pause(Greet.queue, of: "w", until: until, in: $0) }
                try await world.enqueue("plain 2", workspace: "w")
                world.clock.advance(by: .seconds(3))
                try await world.until { world.greeted.all.count == 3 }
            }
        }
    }

    // MARK: Cost

    @Test(arguments: [
        (
            "SELECT workspace_id FROM job WHERE state = 'waiting' AND is_held = 0 AND is_external = 0 AND queue = 'q' AND workspace_id > 'w' ORDER BY workspace_id LIMIT 1",
            "SEARCH job USING INDEX job_ready (queue=? AND workspace_id>?)"
        ),
        (
            "SELECT * FROM job WHERE state = 'waiting' AND is_held = 0 AND is_external = 0 AND queue = 'q' AND workspace_id = 'w' ORDER BY priority, id LIMIT 5",
            "SEARCH job USING INDEX job_ready (queue=? AND workspace_id=?)"
        ),
        (
            "SELECT * FROM job WHERE state = 'waiting' AND is_held = 0 AND is_external = 1 AND workspace_id = 'w' AND queue = 'q' AND kind = 'k' ORDER BY priority, id LIMIT 5",
            "SEARCH job USING INDEX job_leasable (workspace_id=? AND queue=? AND kind=?)"
        ),
        (
            "SELECT * FROM job WHERE state IN ('scheduled', 'retrying') AND run_at <= 5 ORDER BY run_at LIMIT 5",
            "SEARCH job USING INDEX job_due (run_at<?)"
        ),
        ("SELECT * FROM job WHERE state = 'running' AND id > '' ORDER BY id LIMIT 5", "SEARCH job USING INDEX job_running (id>?)"),
        (
            "SELECT COUNT(*) FROM job WHERE limit_key = 'k' AND state = 'running'",
            "SEARCH job USING COVERING INDEX job_key (limit_key=? AND state=?)"
        ),
        (
            "SELECT * FROM job WHERE limit_key = 'k' AND state = 'waiting' AND is_held = 1 ORDER BY priority, id LIMIT 5",
            "SEARCH job USING INDEX job_key (limit_key=? AND state=? AND is_held=?)"
        ),
        ("SELECT * FROM job WHERE unique_key = 'k' AND holds_unique_key = 1", "SEARCH job USING INDEX job_unique (unique_key=?)"),
        (
            "SELECT * FROM job WHERE workspace_id = 'w' AND state = 'failed' AND id < 'x' ORDER BY id DESC LIMIT 5",
            "SEARCH job USING INDEX job_listing (workspace_id=? AND state=? AND id<?)"
        ),
        ("SELECT * FROM job WHERE parent_id = 'p' ORDER BY id LIMIT 5", "SEARCH job USING INDEX job_child (parent_id=?)"),
        ("SELECT id FROM job WHERE crashes > 0 AND state = 'running' AND is_external = 0 LIMIT 1", "SCAN job USING INDEX job_suspect"),
    ])
    func `Each look reads one index in its order`(sql: String, plan: String) async throws {
        try await withJobs { world in
            let found = try await world.store.read { tx in
                try tx.rows("EXPLAIN QUERY PLAN " + sql).map { try $0["detail"] as String }
            }
            #expect(found == [plan])
        }
    }
}
