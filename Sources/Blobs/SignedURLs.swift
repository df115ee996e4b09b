import Crypto
package import Primitives

/// Makes and checks paths that open one object until a moment: `/files/{object}/{name}?expires=…&kid=…&signature=…`.
///
/// The signature is HMAC-SHA256 (RFC 2104) over purpose, key id, object, expiry and name; none can be changed on its own.
package struct SignedURLs: Sendable {
    /// What a signature allows; enters it, so that a URL for one is none for another.
    package enum Purpose: String, Sendable {
        case download
    }

    /// What a checked URL says.
    package struct Grant: Hashable, Sendable {
        package let objectID: ID<StoredObject>
        package let name: String
        package let expiresAt: Timestamp
    }

    package static let pathPrefix = "/files/"
    /// Long enough to read a dossier, short enough that a forwarded link dies the same hour.
    package static let defaultLifetime: Duration = .minutes(15)
    /// Expiries are rounded up to this, so that the same URL comes again and a browser's cache can use it.
    package static let window: Duration = .minutes(5)
    /// An id, a name of 255 bytes with each percent-encoded, and the query.
    private static let lengthLimit = 1_200

    private let signingKey: @Sendable () -> URLSigningKey
    private let acceptedKey: @Sendable (String) -> URLSigningKey?
    private let clock: WallClock

    /// - Parameters:
    ///   - signingKey: the one that signs now; asked each time, since it is rotated while the node runs.
    ///   - acceptedKey: the one of this id if its URLs open, retired ones included.
    package init(
        signingKey: @escaping @Sendable () -> URLSigningKey, acceptedKey: @escaping @Sendable (String) -> URLSigningKey?,
        clock: WallClock = .system
    ) {
        self.signingKey = signingKey
        self.acceptedKey = acceptedKey
        self.clock = clock
    }

    /// Keys that stay as they are.
    ///
    /// - Parameter retired: those that no longer sign and whose URLs still open.
    package init(signingKey: URLSigningKey, retired: [URLSigningKey] = [], clock: WallClock = .system) {
        self.init(
            signingKey: { signingKey }, acceptedKey: { id in ([signingKey] + retired).first { $0.id == id } }, clock: clock)
    }

    /// A path that opens `object` for `lifetime`, up to one ``window`` longer.
    package func sign(_ object: StoredObject, for purpose: Purpose = .download, lifetime: Duration = defaultLifetime) -> SignedURL {
        sign(object.id, name: object.name.description, for: purpose, lifetime: lifetime)
    }

    func sign(_ id: ID<StoredObject>, name: String, for purpose: Purpose, lifetime: Duration) -> SignedURL {
        let window = Self.window.microseconds
        let end = (clock.now() + lifetime).microseconds
        let expiry = Timestamp(microseconds: (end + window - 1) / window * window)
        let key = signingKey()
        let code = code(key, purpose, "\(id)", "\(expiry.seconds)", name)
        let query = "expires=\(expiry.seconds)&kid=\(key.id)&signature=\(Base64URL.encode(code))"
        return SignedURL(path: "\(Self.pathPrefix)\(id)/\(PercentEncoding.encode(segment: name))?\(query)", expiresAt: expiry)
    }

    /// Checks a request target, path and query as they came.
    ///
    /// - Throws: ``Failure`` `signatureInvalid` when anything was changed, `signatureExpired` when it is genuine and too late.
    package func verify(target: String, for purpose: Purpose = .download) throws(Failure) -> Grant {
        guard target.utf8.count <= Self.lengthLimit, let parts = Parts(target), let key = acceptedKey(parts.keyID),
            let signature = Base64URL.decode(parts.signature)
        else { throw Self.invalid }
        let expected = code(key, purpose, parts.objectID, parts.expires, parts.name)
        guard constantTimeEqual(expected, signature), let id = ID<StoredObject>(parts.objectID), let seconds = Int64(parts.expires) else {
            throw Self.invalid
        }
        let expiry = Timestamp(seconds: seconds)
        guard clock.now() < expiry else {
            throw Failure(.signatureExpired, "This link has expired. Open the page again for a new one.")
        }
        return Grant(objectID: id, name: parts.name, expiresAt: expiry)
    }

    /// Nothing but the name, which comes last, can hold a line feed: each message has one reading.
    private func code(_ key: URLSigningKey, _ purpose: Purpose, _ id: String, _ expires: String, _ name: String) -> [UInt8] {
        let message = Array("files 1\n\(purpose.rawValue)\n\(key.id)\n\(id)\n\(expires)\n\(name)".utf8)
        return Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key.secret.revealedBytes)))
    }

    private static let invalid = Failure(.signatureInvalid, "This link was changed or is incomplete.")
}

/// A request target taken apart; nothing of it is trusted.
private struct Parts {
    let objectID: String
    let name: String
    let expires: String
    let keyID: String
    let signature: String

    init?(_ target: String) {
        guard target.hasPrefix(SignedURLs.pathPrefix) else { return nil }
        let halves = target.dropFirst(SignedURLs.pathPrefix.count).split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2 else { return nil }
        let segments = halves[0].split(separator: "/", omittingEmptySubsequences: false)
        guard segments.count == 2, let name = PercentEncoding.decode(segments[1]) else { return nil }
        var values: [Substring: Substring] = [:]
        for pair in halves[1].split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, values.updateValue(sides[1], forKey: sides[0]) == nil else { return nil }
        }
        guard let expires = values["expires"], let keyID = values["kid"], let signature = values["signature"],
            expires.utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        objectID = String(segments[0])
        self.name = name
        self.expires = String(expires)
        self.keyID = String(keyID)
        self.signature = String(signature)
    }
}
