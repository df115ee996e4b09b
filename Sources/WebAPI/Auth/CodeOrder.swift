import Identity
import Primitives

/// What a client says who wants a code.
struct CodeOrder: Decodable {
    let email: String?
    let phone: String?
    let type: String?
    let createsPerson: Bool?
    let data: [String: JSONValue]?
    private let codeChallenge: String?
    private let codeChallengeMethod: String?

    private enum CodingKeys: String, CodingKey {
        case email, phone, type, data
        case createsPerson = "create_user"
        case codeChallenge = "code_challenge"
        case codeChallengeMethod = "code_challenge_method"
    }

    /// - Throws: ``AuthError`` unless there are both of its parts or none.
    func challenge() throws(AuthError) -> CodeChallenge? {
        try CodeChallenge.given(codeChallenge, method: codeChallengeMethod)
    }
}

extension CodeChallenge {
    static func given(_ text: String?, method: String?) throws(AuthError) -> CodeChallenge? {
        switch (text.given, method.given) {
        case (nil, nil): return nil
        case (let text?, let method?):
            guard let challenge = CodeChallenge(text, method: method) else {
                throw AuthError.invalid(
                    "code challenge has to be 43 to 128 characters of A-Z, a-z, 0-9, -, ., _ and ~, and its method s256 or plain")
            }
            return challenge
        default: throw AuthError.invalid("PKCE flow requires code_challenge_method and code_challenge")
        }
    }
}
