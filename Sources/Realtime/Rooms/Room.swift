package import DataStore
package import Primitives

/// The place where the events of one workspace, project, lead, channel or inbox are heard: `room:lead:{id}`.
package struct Room: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case workspace, project, lead, channel
        /// Of one person in one workspace, who alone hears it.
        case inbox
    }

    /// What the name of every room starts with; no other topic may.
    package static let prefix = "room:"

    package let kind: Kind
    package let id: ID<Subject>

    package init<Entity: ~Copyable>(_ kind: Kind, _ id: ID<Entity>) {
        self.kind = kind
        self.id = ID<Subject>(high: id.high, low: id.low)
    }

    package static func workspace<Entity: ~Copyable>(_ id: ID<Entity>) -> Room { Room(.workspace, id) }
    package static func project<Entity: ~Copyable>(_ id: ID<Entity>) -> Room { Room(.project, id) }
    package static func lead<Entity: ~Copyable>(_ id: ID<Entity>) -> Room { Room(.lead, id) }
    package static func channel<Entity: ~Copyable>(_ id: ID<Entity>) -> Room { Room(.channel, id) }
    package static func inbox<Entity: ~Copyable>(_ id: ID<Entity>) -> Room { Room(.inbox, id) }
}

extension Room: LosslessStringConvertible {
    package var description: String { "\(Self.prefix)\(kind.rawValue):\(id)" }

    /// Parses `room:<kind>:<id>`; the id in lower case only, so that a room has one name.
    package init?(_ description: String) {
        guard description.hasPrefix(Self.prefix) else { return nil }
        let parts = description.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let kind = Kind(rawValue: String(parts[1])), let id = ID<Subject>(String(parts[2])) else { return nil }
        self.init(kind, id)
        guard self.description == description else { return nil }
    }
}

/// Kept as seventeen bytes, a third of the name: the log has a row for each event and room.
extension Room: SQLConvertible {
    package static let storedByteCount = 17

    package var sqlValue: SQLValue { .blob(storedBytes) }

    package init?(sqlValue: SQLValue) {
        guard case .blob(let bytes) = sqlValue else { return nil }
        self.init(storedBytes: bytes[...])
    }

    /// The kind's number, then the id.
    var storedBytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.storedByteCount) { bytes, count in
            bytes[0] = kind.storedByte
            for position in 0..<8 {
                bytes[1 + position] = UInt8(truncatingIfNeeded: id.high >> UInt64(56 - 8 * position))
                bytes[9 + position] = UInt8(truncatingIfNeeded: id.low >> UInt64(56 - 8 * position))
            }
            count = Self.storedByteCount
        }
    }

    init?(storedBytes bytes: ArraySlice<UInt8>) {
        guard bytes.count == Self.storedByteCount, let first = bytes.first, let kind = Kind(storedByte: first) else { return nil }
        let words = [bytes.dropFirst().prefix(8), bytes.suffix(8)].map { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        self.init(kind, ID<Subject>(high: words[0], low: words[1]))
    }
}

extension Room.Kind {
    /// Never renumbered: it is in the database.
    fileprivate var storedByte: UInt8 {
        switch self {
        case .workspace: 1
        case .project: 2
        case .lead: 3
        case .channel: 4
        case .inbox: 5
        }
    }

    fileprivate init?(storedByte: UInt8) {
        guard let kind = Self.allCases.first(where: { $0.storedByte == storedByte }) else { return nil }
        self = kind
    }
}
