import Crypto
import Primitives

/// The text of a refresh token: base 64 of a zero byte, the session's id, a counter, and a MAC over them.
///
/// Nothing of it is kept: which token of a session is the current one is told by the counter in the session's row.
enum RefreshTokenText {
    /// A token that could be guessed by 2¹²⁸ requests.
    private static let macByteCount = 16
    private static let version: UInt8 = 0
    private static let headByteCount = 17
    /// What the protocol calls too short to be a token.
    private static let minimumLength = 12
    /// Seven bits a byte; nine of them hold every positive counter.
    private static let counterByteLimit = 9

    enum Parsed: Equatable {
        case malformed
        case unknown
        case genuine(session: ID<Session>, counter: Int64)
    }

    static func make(for session: ID<Session>, counter: Int64, key: DerivedKey) -> Secret {
        let body = [version] + bytes(session.high) + bytes(session.low) + encode(counter)
        return Secret(Base64URL.encode(body + mac(of: body, key)))
    }

    static func parse(_ text: String, keys: [DerivedKey]) -> Parsed {
        let length = text.utf8.count
        guard length >= minimumLength, text.utf8.allSatisfy(isInAlphabet) else { return .malformed }
        guard length <= 64, let bytes = Base64URL.decode(text), bytes.count > headByteCount + macByteCount, bytes[0] == version,
            let counter = decode(bytes[headByteCount..<(bytes.count - macByteCount)])
        else { return .unknown }
        let body = bytes.dropLast(macByteCount)
        guard keys.contains(where: { constantTimeEqual(mac(of: body, $0), bytes.suffix(macByteCount)) }) else { return .unknown }
        return .genuine(session: ID(high: word(bytes[1..<9]), low: word(bytes[9..<17])), counter: counter)
    }

    private static func mac(of body: some Collection<UInt8>, _ key: DerivedKey) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(for: Array(body), using: SymmetricKey(data: key.secret.revealedBytes)).prefix(macByteCount))
    }

    private static func bytes(_ word: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - UInt64($0) * 8)) } }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    private static func encode(_ counter: Int64) -> [UInt8] {
        var rest = UInt64(counter)
        var bytes: [UInt8] = []
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    /// `nil` unless `bytes` is the shortest form of a counter.
    private static func decode(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard (1...counterByteLimit).contains(bytes.count) else { return nil }
        var value: Int64 = 0
        for (position, byte) in bytes.enumerated() {
            let isLast = position == bytes.count - 1
            guard (byte & 0x80 == 0) == isLast else { return nil }
            value |= Int64(byte & 0x7F) << Int64(position * 7)
        }
        return encode(value).count == bytes.count ? value : nil
    }

    private static func isInAlphabet(_ byte: UInt8) -> Bool {
        switch byte {
        case 65...90, 97...122, 48...57, 45, 95: true
        default: false
        }
    }
}
