import Primitives

/// The public key that a report brings in a header or in its query: 32 hexadecimal digits.
package enum SentryKey {
    /// Longer than any SDK's header.
    private static let headerLimit = 2_048

    /// Reads `Sentry sentry_key=…, sentry_version=7, …`, with or without blanks and in any case, as SDKs of all ages write it.
    package static func inHeader(_ header: String?) -> String? {
        guard let header, header.utf8.count <= headerLimit, header.lowercased().hasPrefix("sentry") else { return nil }
        let fields = header.dropFirst("sentry".count).split { $0 == "," || $0 == " " }
        for field in fields {
            let sides = field.split(separator: "=", maxSplits: 1)
            if sides.count == 2, sides[0] == "sentry_key" { return String(sides[1]) }
        }
        return nil
    }
}
