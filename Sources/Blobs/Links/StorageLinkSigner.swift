import Crypto
import Primitives

/// Signs links of one workspace with one key.
package struct StorageLinkSigner: Sendable {
    /// With the dot behind it.
    private let header: [UInt8]
    /// With the key in it, which a copy for each link is spared.
    private let keyed: HMAC<SHA256>
    private let issuedAt: Timestamp

    init(key: URLSigningKey, issuedAt: Timestamp) {
        var json = JSONWriter(capacity: 64)
        json.object { json in
            json.member("alg", "HS256")
            json.member("typ", "JWT")
            json.member("kid", key.id)
        }
        header = Array((Base64URL.encode(json.bytes) + ".").utf8)
        keyed = HMAC<SHA256>(key: SymmetricKey(data: key.secret.revealedBytes))
        self.issuedAt = issuedAt
    }

    package func sign(_ link: StorageLink) -> String {
        var json = JSONWriter(capacity: 256)
        json.object { json in
            json.member("url", "\(link.bucket)/\(link.key)")
            switch link.purpose {
            case .download(let bucketGeneration, let objectGeneration):
                json.member("scope", "download")
                json.member("bg", bucketGeneration)
                json.member("og", objectGeneration)
            case .upload(let bucketGeneration, let owner, let replaces):
                json.member("scope", "upload")
                json.member("bg", bucketGeneration)
                json.member("owner", owner)
                json.member("upsert", replaces)
            }
            json.member("ws", link.space)
            json.member("iat", issuedAt.seconds)
            json.member("exp", link.expiresAt.seconds)
        }
        // By bytes: ten thousand links are signed at a time.
        var text = header
        text.reserveCapacity(text.count + json.bytes.count * 2)
        Base64URL.append(json.bytes, to: &text)
        var code = keyed
        code.update(data: text)
        text.append(UInt8(ascii: "."))
        Base64URL.append(Array(code.finalize()), to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    static func code(of message: [UInt8], _ key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    }
}
