import DataStore
import Identity
import Primitives
import Synchronization
import TestSupport
import Testing

@Suite struct CodeVerificationTests {
    private typealias Request = SignIn.Request

    private static func other(than code: String, by step: Int = 1) -> String {
        let number = ((Int(code) ?? 0) + step) % 1_000_000
        return String("\(1_000_000 + number)".dropFirst())
    }

    @Test func `Wrong, expired, used, void, unknown, and a decoy are one and the same, and cost the same`() async throws {
        try await withSignIn { world in
            func attempt(_ code: String, as email: String = SignInWorld.ada) async throws -> (Failure?, Costs.Sum) {
                _ = world.costs.take()
                let failure = try await failure { try await world.enter(code, as: email) }
                return (failure, world.costs.take())
            }
            var attempts: [(Failure?, Costs.Sum)] = []
            attempts.append(try await attempt("123456", as: "nobody@example.com"))
            try await world.signIn.requestCode(Request(email: address("eve@example.com")), act: world.page)
            attempts.append(try await attempt("123456", as: "eve@example.com"))
            let void = try await world.code()
            for step in 1...5 { attempts.append(try await attempt(Self.other(than: void, by: step))) }
            attempts.append(try await attempt(void))
            world.clock.advance(by: .seconds(61))
            let used = try await world.code()
            try await world.enter(used)
            attempts.append(try await attempt(used))
            world.clock.advance(by: .seconds(61))
            let expired = try await world.code()
            world.clock.advance(by: .minutes(10))
            attempts.append(try await attempt(expired))
            #expect(attempts.count == 10)
            for (failure, costs) in attempts {
                #expect(failure?.code == .codeInvalid && failure?.message == attempts[0].0?.message)
                #expect(failure?.retryAfter == nil && failure?.fields == [])
                #expect(costs == Costs.Sum(hashes: 1, writes: 1, jobs: 0))
            }
        }
    }

    @Test func `What can be no code costs no hash`() async throws {
        try await withSignIn { world async throws in
            #expect(try await failure { try await world.enter("12345x") }?.code == .codeInvalid)
            #expect(world.costs.take().hashes == 0)
        }
    }

    @Test func `Of fifty at once with the right code exactly one gets in`() async throws {
        var limits = SignInLimits()
        limits.verificationsPerFiveMinutes = 0
        try await withSignIn(limits: limits) { world in
            let code = try await world.code()
            let outcomes = try await withThrowingTaskGroup(of: FailureCode?.self) { group in
                for _ in 0..<50 { group.addTask { try await failure { try await world.enter(code) }?.code } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count == 50 && outcomes.filter { $0 == nil }.count == 1)
            #expect(outcomes.allSatisfy { $0 == nil || $0 == .codeInvalid || $0 == .busy })
            #expect(try await world.count("session") == 1)
        }
    }

    @Test func `Guesses that were compared at the same time count one by one, and the right one among them comes too late`() async throws {
        let waiting = Turnstile(count: 6)
        try await withSignIn(compared: { await waiting.pass() }) { world in
            let code = try await world.code()
            let outcomes = try await withThrowingTaskGroup(of: FailureCode?.self) { group in
                for step in 1...5 { group.addTask { try await failure { try await world.enter(Self.other(than: code, by: step)) }?.code } }
                group.addTask { try await failure { try await world.enter(code) }?.code }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let attempts: Int = try await world.store.read { try $0.value("SELECT attempts FROM one_time_code") ?? 0 }
            // The right one wins only where fewer than five wrong ones were written before it.
            #expect(outcomes.contains(nil) ? attempts <= 5 : attempts == 6)
            #expect(try await failure { try await world.enter(code) }?.code == .codeInvalid)
        }
    }

    @Test func `A remote that guesses many codes is stopped, from memory, until its budget is back`() async throws {
        var limits = SignInLimits()
        limits.verificationsPerFiveMinutes = 10
        try await withSignIn(limits: limits) { world in
            let act = world.act(from: "198.51.100.7")
            for index in 0..<10 {
                #expect(try await failure { try await world.enter("000000", as: "a\(index)@example.com", act: act) }?.code == .codeInvalid)
            }
            _ = world.costs.take()
            for index in 0..<100 {
                let refusal = try await failure { try await world.enter("000000", as: "b\(index)@example.com", act: act) }
                #expect(refusal?.code == .rateLimited && refusal?.retryAfter == .seconds(30))
            }
            #expect(world.costs.take() == Costs.Sum())
            // Requests have a budget of their own, and the mapped form is the same remote.
            let code = try await world.code()
            let mapped = world.act(from: "::ffff:198.51.100.7")
            #expect(try await failure { try await world.enter(code, act: mapped) }?.code == .rateLimited)
            world.clock.advance(by: .seconds(30))
            try await world.enter(code, act: mapped)
        }
    }

    @Test func `A new code voids the old one`() async throws {
        try await withSignIn { world in
            let old = try await world.code()
            world.clock.advance(by: .seconds(61))
            let new = try await world.code()
            if old != new { #expect(try await failure { try await world.enter(old) }?.code == .codeInvalid) }
            try await world.enter(new)
        }
    }

    @Test func `A code does not work in another workspace or slot`() async throws {
        try await withSignIn { world in
            let other = try await world.addWorkspace()
            let code = try await world.code(for: Request(email: world.owner.email, workspace: world.workspace, door: .wire))
            #expect(try await failure { try await world.enter(code, workspace: other) }?.code == .codeInvalid)
            #expect(
                try await failure { try await world.enter(code, slots: [.confirmation], workspace: world.workspace) }?.code == .codeInvalid)
            #expect(try await failure { try await world.enter(code, slots: [], workspace: world.workspace) }?.code == .codeInvalid)
            let session = try await world.enter(code, workspace: world.workspace)
            #expect(session.principal.workspaceID == world.workspace)
        }
    }

    @Test func `Clients of a workspace to which someone does not belong can neither void their code nor use up their budget`() async throws
    {
        try await withSignIn { world in
            let (stranger, now) = (try await world.addWorkspace(), world.clock.now)
            try await world.store.write { transaction in
                let eve = try People.create(address("eve@example.com"), at: now, in: transaction)
                try Members.add(eve.id, as: .owner, to: stranger, at: now, transaction)
                try Members.remove(world.owner.id, from: stranger, at: .now(), transaction)
            }
            let code = try await world.code()
            let request = Request(email: world.owner.email, workspace: stranger, door: .wire)
            #expect(try await world.mail(for: request) == nil)
            for _ in 0..<6 { _ = try await failure { try await world.enter("000000", workspace: stranger) } }
            try await world.enter(code)
            world.clock.advance(by: .seconds(61))
            for _ in 0..<3 {
                try await world.signIn.requestCode(request, act: world.page)
                world.clock.advance(by: .seconds(61))
            }
            #expect(try await world.mail(for: SignInWorld.ada) != nil)
        }
    }

    @Test func `A code works only by the door by which it was asked for, and the page's alone reaches other workspaces`() async throws {
        try await withSignIn { world in
            let paged = try await world.code()
            #expect(try await failure { try await world.enter(paged, door: .wire) }?.code == .codeInvalid)
            #expect(try await world.enter(paged).session.reach == .node)
            world.clock.advance(by: .seconds(61))
            let wired = try await world.code(for: Request(email: world.owner.email, workspace: world.workspace, door: .wire))
            #expect(try await failure { try await world.enter(wired, door: .page) }?.code == .codeInvalid)
            #expect(try await world.enter(wired, workspace: world.workspace).session.reach == .workspace)
        }
    }

    @Test func `Who was banned or taken in or out meanwhile gets what holds now`() async throws {
        try await withSignIn(policy: .open) { world in
            let session = try await world.enter(world.code(for: "bob@example.com"), as: "bob@example.com")
            let bob = session.person.id
            world.clock.advance(by: .seconds(61))
            let code = try await world.code(for: Request(email: address("bob@example.com"), workspace: world.workspace, door: .wire))
            let until = world.clock.now + .days(1)
            try await world.store.write { try Members.ban(bob, until: until, in: world.workspace, $0) }
            #expect(
                try await failure { try await world.enter(Self.other(than: code), as: "bob@example.com", workspace: world.workspace) }?.code
                    == .codeInvalid)
            #expect(
                try await failure { try await world.enter(code, as: "bob@example.com", workspace: world.workspace) }?.code == .banned)
        }
        try await withSignIn { world in
            world.invited.add("bob@example.com", to: world.workspace)
            try await world.enter(world.code(for: "bob@example.com"), as: "bob@example.com")
            world.clock.advance(by: .seconds(61))
            let code = try await world.code(for: "bob@example.com")
            try await world.store.write { transaction in
                guard let bob = try People.find(address("bob@example.com"), in: transaction) else { throw NoSession() }
                try Members.remove(bob.id, from: world.workspace, at: .now(), transaction)
            }
            #expect(try await failure { try await world.enter(code, as: "bob@example.com") }?.code == .codeInvalid)
        }
    }

    @Test func `Someone new is made with what they said of themselves, confirmed, and as what sign-up gives`() async throws {
        try await withSignIn(policy: .open) { world in
            let request = Request(
                email: address("Zoë@Example.com"), workspace: world.workspace, metadata: ["full_name": "Zoë ✓", "n": 1], door: .wire)
            let session = try await world.enter(world.code(for: request), as: "zoë@example.com", workspace: world.workspace)
            #expect(session.person.name.description == "Zoë ✓" && session.person.email.description == "Zoë@Example.com")
            #expect(session.person.userMetadata["n"] == 1 && session.person.emailConfirmedAt == world.clock.now)
            #expect(session.principal.role == .viewer && session.session.method == .otp)
            #expect(try await world.actions() == ["user.created", "member.joined", "session.opened"])
        }
    }

    @Test func `The page leads back to where the person was last`() async throws {
        try await withSignIn { world in
            let other = try await world.addWorkspace()
            world.clock.advance(by: .seconds(1))
            let code = try await world.code(for: Request(email: world.owner.email, workspace: other, door: .wire))
            try await world.enter(code, workspace: other)
            world.clock.advance(by: .seconds(61))
            #expect(try await world.enter(world.code()).principal.workspaceID == other)
        }
    }

    @Test func `A pepper that was rotated still opens what it made, until it retires`() async throws {
        var limits = SignInLimits()
        limits.codeLifetime = .hours(3)
        try await withSignIn(limits: limits) { world in
            let keys = Keys(store: world.store, ring: world.ring, clock: world.clock.wallClock)
            try await keys.load()
            let code = try await world.code()
            try await keys.rotate(.oneTimeCodePepper, act: .byOperator())
            world.clock.advance(by: .minutes(59))
            try await world.enter(code)
            let late = try await world.code()
            try await keys.rotate(.oneTimeCodePepper, act: .byOperator())
            world.clock.advance(by: .minutes(61))
            #expect(try await failure { try await world.enter(late) }?.code == .codeInvalid)
        }
    }

    @Test func `What has expired is swept`() async throws {
        try await withSignIn { world in
            try await world.signIn.requestCode(Request(email: world.owner.email), act: world.act(from: "192.0.2.1"))
            #expect(try await world.signIn.removeExpired() == 0)
            world.clock.advance(by: .hours(1))
            #expect(try await world.signIn.removeExpired() == 3)
            for table in ["one_time_code", "code_request", "remote_budget"] { #expect(try await world.count(table) == 0) }
        }
    }
}

/// Holds everyone back until a number of them have come.
final class Turnstile: Sendable {
    private let state: Mutex<(missing: Int, waiting: [CheckedContinuation<Void, Never>])>

    init(count: Int) {
        state = Mutex((count, []))
    }

    func pass() async {
        await withCheckedContinuation { continuation in
            let released: [CheckedContinuation<Void, Never>] = state.withLock { state in
                state.missing -= 1
                guard state.missing <= 0 else {
                    state.waiting.append(continuation)
                    return []
                }
                defer { state.waiting = [] }
                return state.waiting + [continuation]
            }
            for waiting in released { waiting.resume() }
        }
    }
}
