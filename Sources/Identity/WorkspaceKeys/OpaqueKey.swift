import Crypto
import Primitives

/// The newer form of a workspace key: a prefix, and base 64 of the workspace's id, a generation and a MAC over kind and both.
///
/// The id finds the row that says whether the generation still works; the MAC can't be made without the root secret.
struct OpaqueKey: Sendable {
    /// 192 bits: more than can be guessed, and a text that still fits a line.
    private static let macByteCount = 24
    private static let idByteCount = 16
    private static let generationByteCount = 2
    private static let byteCount = idByteCount + generationByteCount + macByteCount

    let kind: WorkspaceKeyKind
    let workspace: ID<Workspace>
    let generation: Int
    private let body: [UInt8]
    private let mac: [UInt8]

    /// `nil` unless `text` has the form.
    init?(_ text: String) {
        guard let kind = WorkspaceKeyKind.allCases.first(where: { text.hasPrefix($0.opaquePrefix) }),
            let bytes = Base64URL.decode(text.dropFirst(kind.opaquePrefix.count)), bytes.count == Self.byteCount
        else { return nil }
        self.kind = kind
        body = Array(bytes.dropLast(Self.macByteCount))
        mac = Array(bytes.suffix(Self.macByteCount))
        func word(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
        workspace = ID(high: word(0..<8), low: word(8..<16))
        generation = Int(word(16..<18))
    }

    func isSigned(by key: DerivedKey) -> Bool {
        constantTimeEqual(mac, Self.mac(of: body, kind, key))
    }

    static func text(_ kind: WorkspaceKeyKind, workspace: ID<Workspace>, key: DerivedKey) -> Secret {
        func bytes(_ word: UInt64, count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: word >> (UInt64(count - 1 - $0) * 8)) }
        }
        // 65,535 rotations, one a day, are 179 years.
        let generation = UInt64(clamping: key.generation) & 0xFFFF
        let body = bytes(workspace.high, count: 8) + bytes(workspace.low, count: 8) + bytes(generation, count: generationByteCount)
        return Secret(kind.opaquePrefix + Base64URL.encode(body + mac(of: body, kind, key)))
    }

    private static func mac(of body: [UInt8], _ kind: WorkspaceKeyKind, _ key: DerivedKey) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(
                for: Array("opaque \(kind.rawValue) key ".utf8) + body, using: SymmetricKey(data: key.secret.revealedBytes)
            ).prefix(macByteCount))
    }
}
