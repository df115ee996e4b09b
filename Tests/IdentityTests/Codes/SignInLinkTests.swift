import DataStore
import Identity
import Primitives
import TestSupport
import Testing

@Suite struct SignInLinkTests {
    private typealias Request = SignIn.Request

    /// RFC 7636, appendix B.
    private static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    private static let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

    private func challenged(_ world: SignInWorld, method: String = "s256") throws -> Request {
        let text = method == "s256" ? Self.challenge : Self.verifier
        let challenge = try #require(CodeChallenge(text, method: method))
        return Request(
            email: world.owner.email, workspace: world.workspace, challenge: challenge, redirect: "http://localhost:3000/cb", door: .wire)
    }

    private func refusal(_ body: () async throws -> Void) async throws -> AuthCodeRefusal? {
        do {
            try await body()
            return nil
        } catch let refusal as AuthCodeRefusal {
            return refusal
        }
    }

    @Test(arguments: [
        "", "x", "AAAAAAAAAAAAAAAAAAAAAA", "pkce_AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA/",
        String(repeating: "A", count: 4_000_000),
    ])
    func `An unknown link opens nothing, without a hash`(token: String) async throws {
        try await withSignIn { world async throws in
            #expect(try await world.signIn.peekLink(token) == nil)
            #expect(try await failure { try await world.follow(token) }?.code == .codeInvalid)
            #expect(try await failure { _ = try await world.signIn.redeemLinkForAuthCode(token, act: world.page) }?.code == .codeInvalid)
            #expect(world.costs.take() == Costs.Sum(hashes: 0, writes: 2, jobs: 0))
        }
    }

    @Test func `Looking at a link uses nothing up, following it does`() async throws {
        try await withSignIn { world in
            let link = try await world.link(for: Request(email: world.owner.email))
            for _ in 0..<3 {
                let preview = try #require(await world.signIn.peekLink(link))
                #expect(preview.slot == .recovery && preview.email == world.owner.email && !preview.hasChallenge && preview.door == .page)
            }
            #expect(try await failure { try await world.follow(link, slots: [.confirmation]) }?.code == .codeInvalid)
            let other = try await world.addWorkspace()
            #expect(try await failure { try await world.follow(link, workspace: other) }?.code == .codeInvalid)
            #expect(try await world.follow(link).person.id == world.owner.id)
            #expect(try await world.signIn.peekLink(link) == nil)
            #expect(try await failure { try await world.follow(link) }?.code == .codeInvalid)
        }
    }

    @Test func `Code and link are one: with the one the other is used`() async throws {
        try await withSignIn { world in
            let mail = try #require(await world.mail(for: SignInWorld.ada))
            try await world.follow(try #require(mail.link))
            #expect(try await failure { try await world.enter(mail.code ?? "") }?.code == .codeInvalid)
        }
    }

    @Test func `Nobody can lock someone out by guessing: the link stays good when its code is void`() async throws {
        try await withSignIn { world in
            let mail = try #require(await world.mail(for: SignInWorld.ada))
            let (code, link) = (try #require(mail.code), try #require(mail.link))
            for _ in 0..<5 { _ = try await failure { try await world.enter(code == "000000" ? "000001" : "000000") } }
            #expect(try await failure { try await world.enter(code) }?.code == .codeInvalid)
            try await world.follow(link)
        }
    }

    @Test func `An expired link is dead, and a decoy's was never alive`() async throws {
        try await withSignIn { world in
            let link = try await world.link(for: Request(email: world.owner.email))
            world.clock.advance(by: .minutes(10))
            #expect(try await world.signIn.peekLink(link) == nil)
            #expect(try await failure { try await world.follow(link) }?.code == .codeInvalid)
        }
    }

    @Test(arguments: ["s256", "plain"])
    func `A link asked for with a challenge gives an authorization code, which gives a session once`(method: String) async throws {
        try await withSignIn { world in
            let link = try await world.link(for: challenged(world, method: method))
            #expect(link.hasPrefix("pkce_"))
            #expect(try await world.signIn.peekLink(link)?.hasChallenge == true)
            let code = try #require(await world.signIn.redeemLinkForAuthCode(link, act: world.page))
            #expect(ID<Person>(code) != nil)
            #expect(try await failure { _ = try await world.signIn.redeemLinkForAuthCode(link, act: world.page) }?.code == .codeInvalid)
            #expect(
                try await refusal { _ = try await world.signIn.exchange(authCode: code, verifier: Self.verifier + "x", act: world.page) }
                    == .wrongVerifier)
            let session = try await world.signIn.exchange(authCode: code, verifier: Self.verifier, act: world.page)
            #expect(session.person.id == world.owner.id && session.session.method == .magicLink && session.session.reach == .workspace)
            #expect(
                try await refusal { _ = try await world.signIn.exchange(authCode: code, verifier: Self.verifier, act: world.page) }
                    == .unknown)
        }
    }

    @Test func `An authorization code is refused when unknown or older than five minutes`() async throws {
        try await withSignIn { world in
            for code in ["", "x", ID<Person>().description] {
                #expect(
                    try await refusal { _ = try await world.signIn.exchange(authCode: code, verifier: Self.verifier, act: world.page) }
                        == .unknown)
            }
            let link = try await world.link(for: challenged(world))
            let code = try #require(await world.signIn.redeemLinkForAuthCode(link, act: world.page))
            world.clock.advance(by: .seconds(300))
            #expect(
                try await refusal { _ = try await world.signIn.exchange(authCode: code, verifier: Self.verifier, act: world.page) }
                    == .expired)
            #expect(try await world.count("session") == 0)
        }
    }

    @Test func `Of twenty exchanges at once exactly one gets a session`() async throws {
        try await withSignIn { world in
            let link = try await world.link(for: challenged(world))
            let code = try #require(await world.signIn.redeemLinkForAuthCode(link, act: world.page))
            let outcomes = try await withThrowingTaskGroup(of: AuthCodeRefusal?.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await refusal { _ = try await world.signIn.exchange(authCode: code, verifier: Self.verifier, act: world.page) }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == nil }.count == 1 && outcomes.allSatisfy { $0 == nil || $0 == .unknown })
        }
    }

    @Test func `A link without a challenge gives no authorization code, and stays good`() async throws {
        try await withSignIn { world in
            let link = try await world.link(for: Request(email: world.owner.email))
            #expect(try await failure { _ = try await world.signIn.redeemLinkForAuthCode(link, act: world.page) }?.code == .codeInvalid)
            try await world.follow(link)
        }
    }

    @Test func `The code beside a challenged link still opens a session by itself`() async throws {
        try await withSignIn { world in
            let session = try await world.enter(world.code(for: challenged(world)), workspace: world.workspace)
            #expect(session.session.method == .otp)
        }
    }
}
