import Primitives
import Synchronization

/// Tokens that were found good a moment ago: a page that shows a video asks with the same one again and again.
final class KnownLinks: Sendable {
    private struct Entry {
        let link: StorageLink
        let until: Timestamp
    }

    /// A token has a few hundred bytes.
    private static let limit = 4_096
    /// How long a key that is retired may still open what it has just opened.
    private static let lifetime: Duration = .seconds(60)

    private let entries = Mutex<[String: Entry]>([:])

    func find(_ token: String, at now: Timestamp) -> StorageLink? {
        entries.withLock { entries in
            guard let entry = entries[token], now < entry.until, now < entry.link.expiresAt else { return nil }
            return entry.link
        }
    }

    func keep(_ link: StorageLink, for token: String, at now: Timestamp) {
        entries.withLock { entries in
            if entries.count >= Self.limit { entries.removeAll(keepingCapacity: true) }
            entries[token] = Entry(link: link, until: now + Self.lifetime)
        }
    }
}
