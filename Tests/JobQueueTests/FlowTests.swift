import DataStore
import JobQueue
import Primitives
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct FlowTests {
    private func tree(_ name: String, _ children: [String], _ policy: JobTree.ChildFailure = .fail) throws -> JobTree {
        func draft(_ name: String) throws -> JobDraft { try JobDraft(Greet(name: name), workspace: "w", trace: TraceID()) }
        return JobTree(try draft(name), children: try children.map { JobTree(try draft($0)) }, onChildFailure: policy)
    }

    private func children(of parent: JobRecord, _ world: JobWorld) async throws -> [JobRecord] {
        try await world.store.read { try world.jobs.whole(parent.id, of: nil, in: $0)?.children ?? [] }
    }

    @Test func `A parent starts after its children, and has their results`() async throws {
        try await withJobs { world in
            let tree = try tree("parent", ["Ana", "Bea"])
            let parent = try await world.store.write { try world.jobs.enqueue(tree, in: $0) }
            #expect(parent.state == .waitingForChildren)
            #expect(parent.waitsFor == 2)
            try await world.runner(concurrency: 4).runOnce()
            #expect(world.greeted.all.last == #"parent of completed "Ana was here", completed "Bea was here""#)
            #expect(try await world.find(parent.id).state == .completed)
        }
    }

    @Test func `A child that fails takes its parent with it, and what was left of the others`() async throws {
        try await withJobs { world in
            let tree = try tree("parent", ["cancel", "Bea"])
            let parent = try await world.store.write { try world.jobs.enqueue(tree, in: $0) }
            try await world.runner().runOnce()
            let failed = try await world.find(parent.id)
            #expect(failed.state == .failed)
            #expect(failed.error?.contains("no greeting for cancel") == true)
            #expect(try await children(of: parent, world).map(\.state) == [.cancelled, .cancelled])
            #expect(Set(world.givenUp.all) == ["cancel cancelled", "parent failed", "Bea cancelled"])
        }
    }

    @Test func `A parent that goes on sees which child failed`() async throws {
        try await withJobs { world in
            let tree = try tree("parent", ["cancel", "Bea"], .continue)
            _ = try await world.store.write { try world.jobs.enqueue(tree, in: $0) }
            try await world.runner().runOnce()
            #expect(world.greeted.all.last == #"parent of cancelled no greeting for cancel, completed "Bea was here""#)
        }
    }

    @Test func `Retrying a parent retries the children that did not complete`() async throws {
        try await withJobs { world in
            let tree = try tree("parent", ["Ana", "cancel"])
            let parent = try await world.store.write { try world.jobs.enqueue(tree, in: $0) }
            try await world.runner().runOnce()
            let retried = try await world.store.write { try world.jobs.retry(parent.id, of: "w", in: $0) }
            #expect(retried.state == .waitingForChildren)
            #expect(retried.waitsFor == 1)
            #expect(try await children(of: parent, world).map(\.state) == [.completed, .waiting])
        }
    }

    @Test func `Cancelling a parent cancels what it waits for`() async throws {
        try await withJobs { world in
            let tree = try tree("parent", ["Ana", "Bea"])
            let parent = try await world.store.write { try world.jobs.enqueue(tree, in: $0) }
            try await world.store.write { _ = try world.jobs.cancel(parent.id, of: "w", because: "not wanted", in: $0) }
            #expect(try await children(of: parent, world).map(\.state) == [.cancelled, .cancelled])
            try await world.runner().runOnce()
            #expect(world.greeted.all.isEmpty)
        }
    }

    @Test func `A flow of three levels runs from its leaves up`() async throws {
        try await withJobs { world in
            let inner = try tree("plain inner", ["plain leaf"])
            let tree = JobTree(try JobDraft(Greet(name: "plain root"), workspace: "w", trace: TraceID()), children: [inner])
            _ = try await world.store.write { try world.jobs.enqueue(tree, in: $0) }
            try await world.runner(concurrency: 4).runOnce()
            #expect(world.greeted.all == ["plain leaf", "plain inner", "plain root"])
        }
    }

    @Test func `A child that is retried while its parent waits is waited for again`() async throws {
        try await withJobs { world in
            let tree = try tree("parent", ["cancel", "Bea"], .continue)
            let parent = try await world.store.write { try world.jobs.enqueue(tree, in: $0) }
            let bea = try #require(try await children(of: parent, world).last)
            try await world.store.write { try world.jobs.pause(Greet.queue, of: "w", in: $0) }
            let child = try #require(try await children(of: parent, world).first)
            try await world.store.write { _ = try world.jobs.cancel(child.id, of: "w", because: "no", in: $0) }
            try await world.store.write { _ = try world.jobs.retry(child.id, of: "w", in: $0) }
            #expect(try await world.find(parent.id).waitsFor == 2)
            try await world.store.write { _ = try world.jobs.cancel(bea.id, of: "w", because: "no", in: $0) }
            #expect(try await world.find(parent.id).state == .waitingForChildren)
        }
    }

    @Test func `A flow that is too large or too deep is refused`() async throws {
        try await withJobs { world in
            let wide = JobTree(
                try JobDraft(Greet(name: "parent"), trace: TraceID()),
                children: try (0..<1_000).map { JobTree(try JobDraft(Greet(name: "plain \($0)"), trace: TraceID())) })
            var deep = JobTree(try JobDraft(Greet(name: "plain"), trace: TraceID()))
            for _ in 0..<5 { deep = JobTree(try JobDraft(Greet(name: "plain"), trace: TraceID()), children: [deep]) }
            for tree in [wide, deep] {
                await #expect(throws: JobFault.self) { try await world.store.write { _ = try world.jobs.enqueue(tree, in: $0) } }
            }
        }
    }
}
