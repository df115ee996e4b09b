import Primitives
import TestSupport
import Testing

@testable import Identity

@Suite struct CredentialCacheTests {
    private let now = Timestamp(seconds: 1_769_420_000)

    private func credential(
        expiresAt: Timestamp? = nil, person: ID<Person> = ID(), workspace: ID<Workspace> = ID(), session: ID<Session> = ID()
    ) throws -> RecognizedCredential {
        RecognizedCredential(
            principal: Principal(
                credential: .session(session), workspaceID: workspace, personID: person, role: .member,
                displayName: try #require(DisplayName("Ada"))),
            expiresAt: expiresAt)
    }

    @Test func `An expired entry is not answered and leaves`() throws {
        let cache = CredentialCache()
        cache.insert(try credential(expiresAt: now + .seconds(1)), for: TokenHash(of: "a"), lookedUpIn: cache.generation)
        #expect(cache.use(TokenHash(of: "a"), at: now) != nil)
        #expect(cache.use(TokenHash(of: "a"), at: now + .seconds(1)) == nil)
        #expect(cache.count == 0)
    }

    @Test func `What was looked up before something was forgotten does not enter`() throws {
        let cache = CredentialCache()
        let generation = cache.generation
        cache.forget(ID<APIToken>())
        cache.insert(try credential(), for: TokenHash(of: "a"), lookedUpIn: generation)
        #expect(cache.count == 0)
    }

    @Test func `At the bound the least recently used leaves`() throws {
        let cache = CredentialCache()
        for number in 0..<CredentialCache.entryLimit {
            cache.insert(try credential(), for: TokenHash(of: "\(number)"), lookedUpIn: cache.generation)
        }
        #expect(cache.use(TokenHash(of: "0"), at: now) != nil)
        cache.insert(try credential(), for: TokenHash(of: "one more"), lookedUpIn: cache.generation)
        #expect(cache.count == CredentialCache.entryLimit)
        #expect(cache.use(TokenHash(of: "0"), at: now) != nil)
        #expect(cache.use(TokenHash(of: "1"), at: now) == nil)
    }

    @Test func `Forgetting a person, a session or a workspace spares the others`() throws {
        let (ada, session, workspace) = (ID<Person>(), ID<Session>(), ID<Workspace>())
        let forgettings: [(change: AccessChange, forget: (CredentialCache) -> Void)] = [
            (.person(ada), { $0.forget(ada) }), (.session(session), { $0.forget(session) }),
            (.workspace(workspace), { $0.forget(workspace) }),
        ]
        for (change, forget) in forgettings {
            let told = Recorder<AccessChange>()
            let cache = CredentialCache { told.record($0) }
            cache.insert(
                try credential(person: ada, workspace: workspace, session: session), for: TokenHash(of: "a"),
                lookedUpIn: cache.generation)
            cache.insert(try credential(), for: TokenHash(of: "b"), lookedUpIn: cache.generation)
            forget(cache)
            #expect(cache.use(TokenHash(of: "a"), at: now) == nil)
            #expect(cache.use(TokenHash(of: "b"), at: now) != nil)
            #expect(told.all == [change])
        }
    }

    @Test func `Last uses that wait are bounded, and a failed batch does not overwrite a newer use`() {
        let uses = LastUses()
        for number in 0..<(LastUses.limit + 100) { uses.record(TokenHash(of: "\(number)"), at: now) }
        var count = 0
        while case let batch = uses.take(), !batch.isEmpty { count += batch.count }
        #expect(count == LastUses.limit)
        uses.record(TokenHash(of: "a"), at: now)
        let failed = uses.take()
        uses.record(TokenHash(of: "a"), at: now + .seconds(60))
        uses.giveBack(failed)
        #expect(uses.take() == [TokenHash(of: "a"): now + .seconds(60)])
    }
}
