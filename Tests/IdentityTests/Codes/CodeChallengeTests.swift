import Identity
import Testing

@Suite struct CodeChallengeTests {
    /// RFC 7636, appendix B.
    private let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    private let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

    @Test(arguments: [
        ("short", "s256"), (String(repeating: "a", count: 129), "plain"), (String(repeating: "a", count: 42) + "+", "s256"),
        (String(repeating: "a", count: 43), "s512"), (String(repeating: "é", count: 43), "plain"),
    ])
    func `What is no challenge is refused`(text: String, method: String) {
        #expect(CodeChallenge(text, method: method) == nil)
    }

    @Test func `The verifier of the RFC matches its challenge, and no other does`() throws {
        let hashed = try #require(CodeChallenge(challenge, method: "S256"))
        #expect(hashed.matches(verifier: verifier))
        #expect(!hashed.matches(verifier: challenge) && !hashed.matches(verifier: ""))
        let plain = try #require(CodeChallenge(verifier, method: "plain"))
        #expect(plain.matches(verifier: verifier) && !plain.matches(verifier: challenge))
    }
}
