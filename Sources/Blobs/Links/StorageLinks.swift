import Crypto
import FoundationEssentials
package import Primitives

/// Makes and checks the tokens of links into buckets: JSON Web Tokens (RFC 7519) with HMAC-SHA256, as stock clients carry them.
///
/// Each workspace has a key of its own for them, named by its id in the header, so no token of another kind or tenant is taken for one.
package struct StorageLinks: Sendable {
    private static let algorithm = "HS256"
    private static let byteLimit = 4_096

    private let signingKey: @Sendable (ID<BlobSpace>) -> URLSigningKey
    private let acceptedKey: @Sendable (ID<BlobSpace>, String) -> URLSigningKey?
    private let clock: WallClock
    private let known = KnownLinks()

    /// - Parameters:
    ///   - signingKey: the one of a workspace that signs now; asked each time, since it is rotated while the node runs.
    ///   - acceptedKey: the one of this id if its links open, retired ones included.
    package init(
        signingKey: @escaping @Sendable (ID<BlobSpace>) -> URLSigningKey,
        acceptedKey: @escaping @Sendable (ID<BlobSpace>, String) -> URLSigningKey?, clock: WallClock = .system
    ) {
        self.signingKey = signingKey
        self.acceptedKey = acceptedKey
        self.clock = clock
    }

    package func sign(_ link: StorageLink) -> String {
        signer(for: link.space).sign(link)
    }

    /// For many links of one workspace.
    package func signer(for space: ID<BlobSpace>) -> StorageLinkSigner {
        StorageLinkSigner(key: signingKey(space), issuedAt: clock.now())
    }

    package func verify(_ token: String) throws(StorageLinkFault) -> StorageLink {
        let now = clock.now()
        if let link = known.find(token, at: now) { return link }
        let link = try read(token)
        guard now < link.expiresAt else { throw .expired }
        known.keep(link, for: token, at: now)
        return link
    }

    private func read(_ token: String) throws(StorageLinkFault) -> StorageLink {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard token.utf8.count <= Self.byteLimit, parts.count == 3, let header = Self.members(parts[0]),
            let claims = Self.members(parts[1]),
            let signature = Base64URL.decode(parts[2]), header["alg"]?.string == Self.algorithm, let keyID = header["kid"]?.string,
            let space = claims["ws"]?.string.flatMap({ ID<BlobSpace>($0) })
        else { throw .malformed }
        guard let key = acceptedKey(space, keyID) else { throw .badSignature }
        let expected = StorageLinkSigner.code(of: Array("\(parts[0]).\(parts[1])".utf8), SymmetricKey(data: key.secret.revealedBytes))
        guard constantTimeEqual(expected, signature) else { throw .badSignature }
        guard let link = Self.link(claims, in: space) else { throw .malformed }
        return link
    }

    private static func members(_ part: Substring) -> [String: JSONValue]? {
        guard let bytes = Base64URL.decode(part) else { return nil }
        return try? JSONDecoder().decode([String: JSONValue].self, from: Data(bytes))
    }

    private static func link(_ claims: [String: JSONValue], in space: ID<BlobSpace>) -> StorageLink? {
        guard let url = claims["url"]?.string, let slash = url.firstIndex(of: "/"), let bucket = BucketName(String(url[..<slash])),
            let key = ObjectKey(String(url[url.index(after: slash)...])), let expiry = claims["exp"]?.integer,
            let bucketGeneration = claims["bg"]?.integer
        else { return nil }
        let purpose: StorageLink.Purpose
        switch claims["scope"]?.string {
        case "download":
            guard let generation = claims["og"]?.integer else { return nil }
            purpose = .download(bucketGeneration: bucketGeneration, objectGeneration: generation)
        case "upload":
            purpose = .upload(
                bucketGeneration: bucketGeneration, owner: claims["owner"]?.string, replaces: claims["upsert"]?.bool ?? false)
        default: return nil
        }
        return StorageLink(space: space, bucket: bucket, key: key, purpose: purpose, expiresAt: Timestamp(seconds: expiry))
    }
}
