import Identity
import Primitives
import Testing

struct RepeatedRequestTests {
    private func request(
        _ email: String, in world: SignInWorld, repeated: Bool = true, metadata: [String: JSONValue]? = nil
    ) -> SignIn.Request {
        SignIn.Request(email: address(email), workspace: world.workspace, metadata: metadata, door: .wire, isRepeated: repeated)
    }

    @Test func `Someone proven, and someone who never asked, get no mail for the same work`() async throws {
        try await withSignIn(policy: .open) { world async throws in
            #expect(try await world.mail(for: request(SignInWorld.ada, in: world)) == nil)
            let known = world.costs.take()
            #expect(try await world.mail(for: request("nobody@example.com", in: world)) == nil)
            #expect(world.costs.take() == known)
            #expect(known == Costs.Sum(hashes: 1, writes: 1, jobs: 1))
        }
    }

    @Test func `The code of someone proven stays good`() async throws {
        try await withSignIn(limits: unlimited) { world async throws in
            let code = try await world.code(for: request(SignInWorld.ada, in: world, repeated: false))
            #expect(try await world.mail(for: request(SignInWorld.ada, in: world)) == nil)
            try await world.enter(code, workspace: world.workspace)
        }
    }

    @Test func `Who waits gets a new code, and what was said at first still counts`() async throws {
        try await withSignIn(policy: .open, limits: unlimited) { world async throws in
            let first = try await world.code(for: request("new@example.com", in: world, repeated: false, metadata: ["nick": "zoë"]))
            let second = try await world.code(for: request("new@example.com", in: world))
            if first != second {
                #expect(
                    try await failure { try await world.enter(first, as: "new@example.com", workspace: world.workspace) }?.code
                        == .codeInvalid)
            }
            let session = try await world.enter(second, as: "new@example.com", workspace: world.workspace)
            #expect(session.person.userMetadata["nick"] == "zoë")
        }
    }

    private var unlimited: SignInLimits {
        var limits = SignInLimits()
        limits.codeInterval = .zero
        return limits
    }
}
