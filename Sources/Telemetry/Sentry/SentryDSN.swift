package import Primitives

/// Where an SDK sends its reports: `https://KEY@HOST/PATH/PROJECT`.
package struct SentryDSN: Hashable, Sendable {
    package let publicKey: String
    package let project: ErrorProjectID
    /// Scheme, host, port and path, without a slash at the end.
    private let base: String

    package init?(_ text: String) {
        guard text.utf8.count <= 2_048, let scheme = ["https://", "http://"].first(where: { text.hasPrefix($0) }) else { return nil }
        let rest = text.dropFirst(scheme.count)
        guard let at = rest.lastIndex(of: "@"), let slash = rest.lastIndex(of: "/"), at < slash,
            let project = ErrorProjectID(String(rest[rest.index(after: slash)...]))
        else { return nil }
        // What follows a colon is the secret of old SDKs.
        let key = rest[..<at].prefix { $0 != ":" }
        let place = rest[rest.index(after: at)..<slash]
        guard !key.isEmpty, key.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }), !place.isEmpty,
            place.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        publicKey = String(key)
        self.project = project
        base = scheme + place
    }

    package var envelopeURL: String { "\(base)/api/\(project)/envelope/" }

    package var authorization: String { "Sentry sentry_version=7, sentry_client=uprising/1, sentry_key=\(publicKey)" }
}
