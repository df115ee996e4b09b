import Crypto
import DataStore
import FoundationEssentials
import Primitives
import TestSupport
import Testing

@testable import Identity

@Suite struct AccessTokenTests {
    /// A token signed as the node signs, with claims and header of the test's own.
    private func forged(
        _ world: IdentityWorld, _ session: NewSession, header: [String: JSONValue] = [:], claims changes: [String: JSONValue?] = [:],
        key: DerivedKey? = nil
    ) throws -> String {
        let key = key ?? world.keys.current(.accessTokenSigning, in: session.session.workspaceID)
        var head: [String: JSONValue] = ["alg": "HS256", "typ": "JWT", "kid": .string(key.id)]
        head.merge(header) { _, new in new }
        var claims = try claimsOf(session)
        for (name, value) in changes { claims[name] = value }
        let body = try [head, claims].map { Base64URL.encode(try JSONEncoder().encode(JSONValue.object($0))) }.joined(separator: ".")
        let mac = HMAC<SHA256>.authenticationCode(for: Data(body.utf8), using: SymmetricKey(data: Data(key.passphrase.utf8)))
        return body + "." + Base64URL.encode(Array(mac))
    }

    private func claimsOf(_ session: NewSession) throws -> [String: JSONValue] {
        let middle = session.accessToken.revealedText.split(separator: ".")[1]
        let bytes = try #require(Base64URL.decode(middle))
        return try #require(try JSONDecoder().decode(JSONValue.self, from: Data(bytes)).object)
    }

    private func isMalformed(_ token: String, _ world: IdentityWorld) async throws -> Bool {
        #expect(try await world.sessions.resolve(token) == nil)
        if case .malformed = try await world.sessions.inspect(token) { return true }
        return false
    }

    @Test func `A header other than that of HS256 is refused, however the rest is signed`() async throws {
        try await withIdentity { world in
            let session = try await world.setUp().session
            let headers: [[String: JSONValue]] = [
                ["alg": "none"], ["alg": "None"], ["alg": "RS256"], ["alg": "HS384"], ["alg": "HS512"], ["alg": "ES256"], ["alg": "hs256"],
                ["alg": ""], ["alg": .null], ["alg": ["HS256"]], ["crit": ["exp"]], ["typ": "JWE"], ["kid": .null], ["kid": "unknown"],
                ["kid": 1],
            ]
            for header in headers { #expect(try await isMalformed(forged(world, session, header: header), world), "\(header)") }
            #expect(try await world.sessions.resolve(forged(world, session)) == session.principal)
        }
    }

    @Test func `A token without a signature is refused`() async throws {
        try await withIdentity { world in
            let session = try await world.setUp().session
            let unsigned = try forged(world, session, header: ["alg": "none"]).split(separator: ".").dropLast().joined(separator: ".")
            for token in [unsigned, unsigned + ".", unsigned + ".AAAA"] { #expect(try await isMalformed(token, world)) }
            let parts = session.accessToken.revealedText.split(separator: ".").map(String.init)
            let whole = parts.joined(separator: ".")
            let bare: String = parts.dropLast().joined(separator: ".")
            let mangled: [String] = [
                bare, bare + ".", whole + ".", whole + "=", "." + whole, parts.reversed().joined(separator: "."),
                parts.joined(separator: " . "), whole.replacing("e", with: "é"),
            ]
            for token in mangled { #expect(try await isMalformed(token, world), "\(token)") }
        }
    }

    @Test func `A changed character anywhere is refused`() async throws {
        try await withIdentity { world in
            let token = try await world.setUp().session.accessToken.revealedText
            for position in token.indices where token[position] != "." {
                var changed = token
                changed.replaceSubrange(position...position, with: token[position] == "A" ? "B" : "A")
                #expect(try await world.sessions.resolve(changed) == nil)
            }
        }
    }

    @Test func `Another key is refused: of another purpose, another workspace, another node`() async throws {
        try await withIdentity { world in
            let session = try await world.setUp().session
            let (other, _) = try await world.addWorkspace(email: "eve@example.com")
            let good = world.keys.current(.accessTokenSigning, in: session.session.workspaceID)
            let keys = [
                world.keys.current(.refreshTokenSigning), world.keys.current(.accessTokenSigning),
                world.keys.current(.accessTokenSigning, in: other),
                KeyRing(root: Secret(Array(1..<33))).current(.accessTokenSigning, in: session.session.workspaceID),
            ]
            for key in keys {
                #expect(try await isMalformed(forged(world, session, key: key), world))
                let disguised = DerivedKey(id: good.id, secret: key.secret, generation: 1)
                #expect(try await isMalformed(forged(world, session, key: disguised), world))
            }
        }
    }

    @Test func `The key of one workspace signs for no other`() async throws {
        try await withIdentity { world in
            let session = try await world.setUp().session
            let (other, eve) = try await world.addWorkspace(email: "eve@example.com")
            let hers = try await world.open(eve, in: other)
            let text: JSONValue = .string(session.session.workspaceID.description)
            // Signed by the other workspace's key, naming this one.
            #expect(try await isMalformed(forged(world, hers, claims: ["ref": text]), world))
            // A session of this workspace in a token of the other.
            let key = world.keys.current(.accessTokenSigning, in: other)
            let crossed = try forged(world, session, claims: ["ref": .string(other.description)], key: key)
            guard case .sessionGone = try await world.sessions.inspect(crossed) else { throw Unexpected("it was taken") }
            #expect(try await world.sessions.resolve(crossed) == nil)
        }
    }

    @Test func `Other claims than those of this node are refused`() async throws {
        try await withIdentity { world in
            let session = try await world.setUp().session
            let now = world.clock.now.seconds
            let wrong: [[String: JSONValue?]] = [
                ["aud": "anon"], ["aud": ["authenticated"]], ["aud": .some(nil)], ["iss": "https://evil.example/auth/v1"],
                ["iss": .some(nil)], ["role": "service_role"], ["role": "anon"], ["iat": .integer(now + 1)], ["iat": .some(nil)],
                ["nbf": .integer(now + 1)], ["nbf": "soon"], ["exp": .some(nil)], ["exp": .null], ["exp": "9999999999"], ["exp": 1.5e300],
                ["sub": "ada"], ["sub": .some(nil)], ["session_id": .some(nil)], ["ref": .some(nil)], ["ref": "x"],
            ]
            for claims in wrong { #expect(try await isMalformed(forged(world, session, claims: claims), world), "\(claims)") }
            #expect(try await world.sessions.resolve(forged(world, session, claims: ["nbf": .integer(now)])) != nil)
            for end: Int64 in [.max, 253_402_300_800] {
                #expect(try await isMalformed(forged(world, session, claims: ["exp": .integer(end)]), world))
            }
        }
    }

    @Test func `An expired token says so to the second, also one held in memory`() async throws {
        try await withIdentity { world in
            let session = try await world.setUp().session
            let token = session.accessToken.revealedText
            world.clock.advance(by: session.accessExpiresAt - world.clock.now - .microseconds(1))
            #expect(try await world.sessions.resolve(token) != nil)
            world.clock.advance(by: .microseconds(1))
            #expect(try await world.sessions.resolve(token) == nil)
            guard case .expired = try await world.sessions.inspect(token) else { throw Unexpected("it has not expired") }
        }
    }

    @Test func `A token whose person is gone says so`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace.id
            let bob = try await world.addMember(.member, to: workspace, email: "bob@example.fr")
            let token = try await world.open(bob, in: workspace).accessToken.revealedText
            try await world.users.delete(bob, act: world.serviceAct(in: workspace))
            guard case .personGone = try await world.sessions.inspect(token) else { throw Unexpected("the person is still there") }
        }
    }

    @Test func `A token of a key that retired is refused, one of the key before is taken until then`() async throws {
        try await withIdentity { world in
            let session = try await world.setUp().session
            let now = world.clock.now
            world.keys.adopt([
                KeyGeneration(purpose: .accessTokenSigning, number: 1, createdAt: now, retiresAt: now + .minutes(30)),
                KeyGeneration(purpose: .accessTokenSigning, number: 2, createdAt: now, retiresAt: nil),
            ])
            guard case .good = try await world.sessions.inspect(session.accessToken.revealedText) else { throw Unexpected("not taken") }
            let renewed = try await world.sessions.refresh(session.refreshToken.revealedText, act: IdentityWorld.visit)
            world.clock.advance(by: .minutes(30))
            #expect(try await isMalformed(session.accessToken.revealedText, world))
            #expect(try await world.sessions.resolve(renewed.accessToken.revealedText) != nil)
        }
    }

    @Test func `The claims are those that stock clients read`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp(email: "Ada@Example.fr")
            let (workspace, owner) = (outcome.workspace.id, outcome.owner.id)
            try await world.store.write { transaction in
                try Members.mergeMetadata(user: ["theme": "dark"], app: ["plan": "pro"], of: owner, in: workspace, transaction)
            }
            let session = try await world.open(owner, in: workspace)
            let claims = try claimsOf(session)
            let now = world.clock.now.seconds
            let expected: [String: JSONValue] = [
                "iss": .string(IdentityWorld.issuer), "sub": .string(owner.description), "aud": "authenticated",
                "exp": .integer(now + 3_600), "iat": .integer(now), "ref": .string(workspace.description), "email": "ada@example.fr",
                "phone": "", "role": "authenticated", "aal": "aal1", "amr": [["method": "otp", "timestamp": .integer(now)]],
                "session_id": .string(session.session.id.description), "is_anonymous": false, "user_metadata": ["theme": "dark"],
                "app_metadata": ["provider": "email", "providers": ["email"], "plan": "pro"],
            ]
            #expect(claims == expected)
            #expect(session.accessExpiresAt.seconds == now + 3_600)
            world.clock.advance(by: .minutes(20))
            let renewed = try await world.sessions.refresh(session.refreshToken.revealedText, act: IdentityWorld.visit)
            #expect(try claimsOf(renewed)["amr"] == expected["amr"])
        }
    }

    @Test func `Metadata too long for a header stays out of the token`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let (workspace, owner) = (outcome.workspace.id, outcome.owner.id)
            try await world.store.write { transaction in
                try Members.mergeMetadata(
                    user: ["note": .string(String(repeating: "n", count: 10_000))], of: owner, in: workspace, transaction)
            }
            let session = try await world.open(owner, in: workspace)
            #expect(try claimsOf(session)["user_metadata"] == [:])
            #expect(session.accessToken.revealedText.utf8.count < 2_000)
            #expect(session.person.userMetadata["note"] != nil)
        }
    }
}
