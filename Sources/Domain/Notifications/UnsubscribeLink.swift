import Crypto
import FoundationEssentials
package import Identity
package import Primitives

/// By what a mail says whose letters of which kind shall end: signed, so that nobody ends another's, and good without a sign-in.
package struct UnsubscribeLink: Hashable, Sendable {
    /// 128 bits: nobody guesses one, and the address stays on one line.
    private static let signatureLength = 16

    let inbox: ID<Inbox>
    /// `nil` for the mail of the day.
    let kind: NotificationKind?

    func text(with ring: KeyRing) -> String {
        let content = Array("\(inbox) \(kind?.rawValue ?? Self.digest)".utf8)
        return Base64URL.encode(Self.sign(content, with: ring.current(.mailLinks)) + content)
    }

    init(inbox: ID<Inbox>, kind: NotificationKind?) {
        self.inbox = inbox
        self.kind = kind
    }

    /// - Throws: ``Failure`` `signatureInvalid`.
    package init(_ text: String, with ring: KeyRing) throws(Failure) {
        guard text.utf8.count <= 200, let bytes = Base64URL.decode(text), bytes.count > Self.signatureLength else { throw Self.refusal }
        let content = Array(bytes[Self.signatureLength...])
        let authentic = ring.accepted(.mailLinks).contains { key in
            let signature = Self.sign(content, with: key)
            // In the same time wherever they differ.
            return zip(signature, bytes).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
        }
        let words = String(decoding: content, as: UTF8.self).split(separator: " ").map { String($0) }
        guard authentic, words.count == 2, let inbox = ID<Inbox>(words[0]) else { throw Self.refusal }
        guard words[1] == Self.digest || NotificationKind(rawValue: words[1]) != nil else { throw Self.refusal }
        self.init(inbox: inbox, kind: NotificationKind(rawValue: words[1]))
    }

    static let refusal = Failure(
        .signatureInvalid, "This link is not one that the node made, or whoever it was for has left. Choose your mails in the settings.")
    private static let digest = "digest"

    private static func sign(_ content: [UInt8], with key: DerivedKey) -> [UInt8] {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("unsubscribe ".utf8) + content, using: SymmetricKey(data: key.secret.revealedBytes))
        return Array(Data(code).prefix(signatureLength))
    }
}
