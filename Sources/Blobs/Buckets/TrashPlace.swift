import Primitives

/// A place in the order of the trash, the newest first; the cursor of a page is its text.
struct TrashPlace: Hashable, Sendable, CustomStringConvertible {
    static let top = TrashPlace(moment: Timestamp(microseconds: .max), version: ID(high: .max, low: .max))

    let moment: Timestamp
    let version: ID<StoredObject>

    var description: String { "\(moment.microseconds)_\(version)" }
}

extension TrashPlace {
    init?(_ text: String) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, let microseconds = Int64(parts[0]), let version = ID<StoredObject>(String(parts[1])) else { return nil }
        self.init(moment: Timestamp(microseconds: microseconds), version: version)
    }
}
