import DataStore
import Primitives
import Synchronization
import TestSupport
import Testing

@testable import Telemetry

struct AlertWatchTests {
    @Test func `An alert fires after its time, is told once, and is over once it was well for long enough`() async throws {
        try await withWorld { world in
            let watch = world.watch()
            world.value = 0.01
            await watch.runOnce()
            #expect(await watch.current.map(\.state) == [.pending])
            #expect(world.told.isEmpty)
            world.pass(.seconds(60))
            await watch.runOnce()
            #expect(world.told == [["diskSpace firing"]])
            #expect(world.changes == ["diskSpace firing"])
            world.pass(.seconds(10))
            await watch.runOnce()
            #expect(world.told.count == 1)
            world.value = 0.5
            for _ in 0..<31 {
                world.pass(.seconds(10))
                await watch.runOnce()
            }
            #expect(await watch.current.isEmpty)
            #expect(world.changes == ["diskSpace firing", "diskSpace resolved"])
            #expect(world.told == [["diskSpace firing"]])
            world.pass(.minutes(10))
            await watch.runOnce()
            #expect(world.told == [["diskSpace firing"], ["diskSpace resolved"]])
        }
    }

    @Test func `A node that died with an alert firing comes back with it and tells nobody twice`() async throws {
        try await withWorld { world in
            try await world.fireAtOnce(.diskSpace)
            world.value = 0.01
            await world.watch().runOnce()
            #expect(world.told.count == 1)
            let next = world.watch()
            world.pass(.minutes(60))
            await next.runOnce()
            #expect(await next.current.map(\.state) == [.firing])
            #expect(world.told.count == 1)
            #expect(world.changes == ["diskSpace firing"])
        }
    }

    @Test func `What was written down and not told when the node died is told by the next one`() async throws {
        try await withWorld { world in
            try await world.fireAtOnce(.diskSpace)
            world.value = 0.01
            world.isNotifyingBroken = true
            await world.watch().runOnce()
            #expect(world.changes == ["diskSpace firing"])
            world.isNotifyingBroken = false
            await world.watch().runOnce()
            #expect(world.told == [["diskSpace firing"]])
        }
    }

    @Test func `An alert that flaps makes one notice in ten minutes, and one that came and went in between none`() async throws {
        try await withWorld { world in
            try await world.fireAtOnce(.diskSpace, resolve: 0)
            let watch = world.watch()
            for round in 0..<58 {
                world.value = round.isMultiple(of: 2) ? 0.01 : 0.5
                await watch.runOnce()
                world.pass(.seconds(10))
            }
            #expect(world.changes.count == 58)
            #expect(world.told == [["diskSpace firing"]])
            world.pass(.seconds(20))
            await watch.runOnce()
            // The first is known to be over; those that nobody was told of are not brought up.
            #expect(world.told.count == 2)
            #expect(world.told.last == ["diskSpace resolved"])
        }
    }

    @Test func `Alerts of one moment go out in one notice`() async throws {
        try await withWorld { world in
            try await world.fireAtOnce(.diskSpace)
            try await world.fireAtOnce(.queueStuck)
            world.value = 0.01
            world.minutes = 60
            await world.watch().runOnce()
            #expect(world.told.map { Set($0) } == [["diskSpace firing", "queueStuck firing"]])
        }
    }

    @Test func `A silenced rule fires on the page and tells nobody until the silence ends`() async throws {
        try await withWorld { world in
            try await world.fireAtOnce(.diskSpace)
            let end = world.clock.now + .hours(1)
            let watch = world.watch()
            let desk = AlertDesk(store: world.store, watch: watch, clock: world.clock.wallClock)
            _ = try await desk.change(.diskSpace) { rule, _ in
                var rule = rule
                rule.silencedUntil = end
                return rule
            }
            world.value = 0.01
            await watch.runOnce()
            #expect(world.changes == ["diskSpace firing"])
            #expect(try await desk.current().map(\.silencedUntil) == [end])
            #expect(world.told.isEmpty)
            world.pass(.hours(1) + .seconds(1))
            await watch.runOnce()
            #expect(world.told == [["diskSpace firing"]])
            #expect(try await desk.rules().first { $0.name == .diskSpace }?.silencedUntil == nil)
        }
    }

    @Test func `A rule that is switched off ends its alert`() async throws {
        try await withWorld { world in
            try await world.fireAtOnce(.diskSpace)
            let watch = world.watch()
            world.value = 0.01
            await watch.runOnce()
            _ = try await AlertDesk(store: world.store, watch: watch).change(.diskSpace) { rule, _ in
                var rule = rule
                rule.isOn = false
                return rule
            }
            await watch.runOnce()
            #expect(await watch.current.isEmpty)
            #expect(world.changes.last == "diskSpace resolved")
        }
    }

    @Test func `When the database takes no writes people are told all the same, once, and the alert is written when it can be`()
        async throws
    {
        try await withWorld { world in
            try await world.fireAtOnce(.diskSpace)
            let watch = world.watch()
            world.value = 0.01
            world.isStoreBroken = true
            for _ in 0..<3 { await watch.runOnce() }
            #expect(world.changes.isEmpty)
            #expect(world.toldWithoutStore == [["diskSpace firing"]])
            world.isStoreBroken = false
            await watch.runOnce()
            #expect(world.changes == ["diskSpace firing"])
        }
    }

    @Test func `A clock that is set back or forward makes nothing fire early, and holds no notice up`() async throws {
        try await withWorld { world in
            let watch = world.watch()
            world.value = 0.01
            await watch.runOnce()
            world.clock.advance(by: .days(30))
            await watch.runOnce()
            #expect(await watch.current.map(\.state) == [.pending])
            world.clock.advance(by: .days(-60))
            world.pass(.seconds(60))
            await watch.runOnce()
            #expect(world.told.count == 1)
        }
    }

    @Test func `The list has pages, the newest first, and what is pending on the first`() async throws {
        try await withWorld { world in
            try await world.fireAtOnce(.diskSpace, resolve: 0)
            let watch = world.watch()
            for round in 0..<10 {
                world.value = round.isMultiple(of: 2) ? 0.01 : 0.5
                await watch.runOnce()
                world.pass(.seconds(10))
            }
            let desk = AlertDesk(store: world.store, watch: watch)
            let first = try await desk.list(nil, before: nil, limit: 3)
            #expect(first.items.count == 3)
            let rest = try await desk.list(.resolved, before: first.next, limit: 3)
            #expect(rest.items.count == 2 && rest.next == nil)
            let ids = (first.items + rest.items).map(\.alert.id)
            #expect(ids == ids.sorted(by: >))
            await #expect(throws: Failure.self) { try await desk.list(nil, before: "nonsense", limit: 3) }
        }
    }

    private func withWorld(_ body: (AlertWorld) async throws -> Void) async throws {
        try await withFolder { folder in
            let store = try Store(path: folder + "/node.sqlite", migrations: AlertSchema.migrations)
            try await body(AlertWorld(store: store))
            try store.close()
        }
    }
}
