import Primitives

/// A place in a list by time; the cursor of a page is its text. Folders come first, by name.
enum TimePlace: Hashable, Sendable, CustomStringConvertible {
    /// After a folder; after none of them where it is empty.
    case folder(String)
    case object(Timestamp, key: String)

    static let top = TimePlace.folder("")

    var description: String {
        switch self {
        case .folder(let key): "/\(key)"
        case .object(let moment, let key): "\(moment.microseconds)_\(key)"
        }
    }

    init?(_ text: String) {
        if text.utf8.first == UInt8(ascii: "/") {
            self = .folder(String(text.dropFirst()))
            return
        }
        let parts = text.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let microseconds = Int64(parts[0]) else { return nil }
        self = .object(Timestamp(microseconds: microseconds), key: String(parts[1]))
    }
}
