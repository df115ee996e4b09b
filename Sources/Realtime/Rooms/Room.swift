package import DataStore
package import Primitives

/// The place where the events of one workspace, project, lead or channel are heard: `room:lead:{id}`.
package struct Room: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case workspace, project, lead, channel
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

extension Room: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }

    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text)
    }
}
