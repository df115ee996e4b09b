import FoundationEssentials
import JWTKit
import Primitives

/// A JSON Web Token in its only form here: three canonical base 64 parts, signed by HMAC-SHA256 with a key that it names.
///
/// The header is judged before a library sees the token: what it says must never choose how it is verified (RFC 8725 §3.1).
struct SignedText: Sendable {
    static let algorithm = "HS256"
    /// Far above what this node issues; bounds what is hashed and decoded for a stranger.
    static let byteLimit = 16_384

    /// The end of the year 9999, where RFC 3339 ends; no time of a token is later.
    static let latestSecond: Int64 = 253_402_300_799

    private struct Header: Decodable {
        let alg: String
        let typ: String?
        let kid: String?
        /// Extensions that must be understood (RFC 7515 §4.1.11); none are.
        let crit: [String]?
    }

    let keyID: String?
    private let text: String
    private let payload: [UInt8]

    /// `nil` unless `text` has the form.
    init?(_ text: String) {
        guard text.utf8.count <= Self.byteLimit else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let head = Base64URL.decode(parts[0]), let payload = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2]), signature.count == 32, let header = Self.decode(Header.self, head),
            header.alg == Self.algorithm, header.crit == nil, header.typ.map({ $0 == "JWT" }) ?? true
        else { return nil }
        keyID = header.kid
        self.text = text
        self.payload = payload
    }

    /// Decodes the payload without trust, to find out which key it claims.
    func peek<Claims: Decodable>(_ type: Claims.Type) -> Claims? {
        Self.decode(type, payload)
    }

    /// The claims, if `key` signed them.
    func verified<Claims: JWTPayload>(_ type: Claims.Type, by key: DerivedKey) async throws -> Claims? {
        do {
            return try await Self.collection(key).verify(text, as: Claims.self)
        } catch is JWTError {
            return nil
        }
    }

    /// The same claims and key give the same text in every process.
    static func sign(_ claims: some JWTPayload, _ key: DerivedKey) async throws -> Secret {
        Secret(try await collection(key).sign(claims, kid: JWKIdentifier(string: key.id)))
    }

    /// A collection of this key alone, so that no other can be tried.
    private static func collection(_ key: DerivedKey) async -> JWTKeyCollection {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return await JWTKeyCollection().add(
            hmac: HMACKey(from: Array(key.passphrase.utf8)), digestAlgorithm: .sha256, kid: JWKIdentifier(string: key.id),
            serializer: DefaultJWTSerializer(jsonEncoder: encoder))
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) -> Value? {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            // What a stranger sends is no JSON or has other members: nothing that anyone here could act on.
            return nil
        }
    }
}
