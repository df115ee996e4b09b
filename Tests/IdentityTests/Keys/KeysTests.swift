import DataStore
import Identity
import Primitives
import TestSupport
import Testing

@Suite struct KeysTests {
    private struct World: Sendable {
        let store: Store
        let clock: ManualClock
        let ring: KeyRing
        let keys: Keys
        let root = Secret(Array(0..<32))

        init(store: Store, clock: ManualClock) {
            (self.store, self.clock) = (store, clock)
            ring = KeyRing(root: root, clock: clock.wallClock)
            keys = Keys(store: store, ring: ring, clock: clock.wallClock)
        }
    }

    private func withKeys(_ body: (World) async throws -> Void) async throws {
        let clock = ManualClock()
        try await withStore(IdentitySchema.migrations + CodeSchema.migrations, clock: clock.wallClock) { store in
            let world = World(store: store, clock: clock)
            try await world.keys.load()
            try await body(world)
        }
    }

    @Test func `The keys of workspaces are not rotated from here`() async throws {
        try await withKeys { world in
            let code = try await failure { try await world.keys.rotate(.workspaceKeys, act: .byOperator()) }?.code
            #expect(code == .invalidRequest)
            try await world.keys.rotate(act: .byOperator())
            #expect(world.ring.current(.workspaceKeys).generation == 1)
        }
    }

    @Test func `A ring that was told nothing knows the first generation`() {
        let ring = KeyRing(root: Secret(Array(0..<32)))
        #expect(ring.current(.urlSigning).generation == 1 && ring.accepted(.urlSigning).map(\.generation) == [1])
        #expect(ring.accepted(.urlSigning, id: "V_mht5VZ")?.secret == ring.current(.urlSigning).secret)
        #expect(ring.accepted(.urlSigning, id: "") == nil)
    }

    @Test(arguments: KeyPurpose.allCases.filter(\.isRotatedByNode))
    func `After a rotation the old key is accepted until its overlap is over, and never again`(purpose: KeyPurpose) async throws {
        try await withKeys { world in
            let old = world.ring.current(purpose)
            try await world.keys.rotate(purpose, act: .byOperator())
            let new = world.ring.current(purpose)
            #expect(new.generation == 2 && new.id != old.id && new.secret != old.secret)
            world.clock.advance(by: purpose.overlap - .seconds(1))
            #expect(world.ring.accepted(purpose).map(\.id) == [new.id, old.id])
            #expect(world.ring.accepted(purpose, id: old.id)?.secret == old.secret)
            world.clock.advance(by: .seconds(1))
            #expect(world.ring.accepted(purpose).map(\.id) == [new.id] && world.ring.accepted(purpose, id: old.id) == nil)
        }
    }

    @Test func `One purpose alone is rotated when it is named, else all`() async throws {
        try await withKeys { world in
            try await world.keys.rotate(.urlSigning, act: .byOperator())
            #expect(world.ring.current(.urlSigning).generation == 2 && world.ring.current(.mailSealing).generation == 1)
            let begun = try await world.keys.rotate(act: .byOperator())
            #expect(begun.count == KeyPurpose.allCases.count - 1)
            #expect(world.ring.current(.urlSigning).generation == 3 && world.ring.current(.mailSealing).generation == 2)
            let entries: Int? = try await world.store.read { try $0.value("SELECT count(*) FROM audit_entry WHERE action = 'key.rotated'") }
            #expect(entries == begun.count + 1)
        }
    }

    @Test func `A node that starts anew goes on with the generation that it had`() async throws {
        try await withKeys { world in
            try await world.keys.rotate(.accessTokenSigning, act: .byOperator())
            let ring = KeyRing(root: world.root, clock: world.clock.wallClock)
            try await Keys(store: world.store, ring: ring, clock: world.clock.wallClock).load()
            #expect(ring.current(.accessTokenSigning).secret == world.ring.current(.accessTokenSigning).secret)
            #expect(ring.accepted(.accessTokenSigning).map(\.generation) == [2, 1])
            world.clock.advance(by: .days(400))
            let late = KeyRing(root: world.root, clock: world.clock.wallClock)
            try await Keys(store: world.store, ring: late, clock: world.clock.wallClock).load()
            #expect(late.current(.accessTokenSigning).generation == 2)
            try await world.keys.rotate(.accessTokenSigning, act: .byOperator())
            #expect(world.ring.current(.accessTokenSigning).generation == 3)
        }
    }

    @Test func `Rotations without end are refused, and nothing of the refused one is kept`() async throws {
        try await withKeys { world in
            for _ in 0..<7 { try await world.keys.rotate(.refreshTokenSigning, act: .byOperator()) }
            #expect(try await failure { try await world.keys.rotate(act: .byOperator()) }?.code == .conflict)
            #expect(world.ring.current(.refreshTokenSigning).generation == 8 && world.ring.current(.urlSigning).generation == 1)
            #expect(try await world.keys.list().filter { $0.purpose == .refreshTokenSigning }.map(\.number) == [8, 7, 6, 5, 4, 3, 2, 1])
            world.clock.advance(by: .days(30))
            try await world.keys.rotate(.refreshTokenSigning, act: .byOperator())
        }
    }

    @Test func `Each workspace, generation and name has a key of its own`() {
        let ring = KeyRing(root: Secret(Array(0..<32)))
        let (one, two) = (ID<Workspace>(), ID<Workspace>())
        let keys =
            [nil, one, two].flatMap { workspace in
                [1, 2].flatMap { generation in
                    ([nil, "anon", "service"] as [StaticString?]).map { name in
                        ring.key(for: .workspaceKeys, in: workspace, generation: generation, name: name)
                    }
                }
            }
        #expect(Set(keys.map(\.id)).count == 18 && Set(keys.map(\.secret.revealedBytes)).count == 18)
        #expect(ring.accepted(.accessTokenSigning, id: ring.current(.accessTokenSigning, in: one).id, in: two) == nil)
    }
}
