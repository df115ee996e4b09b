package import DataStore
package import Primitives

/// The id that a client gives a message before it sends it, so that sending it again does not say it twice: any UUID (RFC 9562).
package struct ClientMessageID: Hashable, Sendable {
    package let id: ID<ClientMessageID>

    package var text: String { id.description }

    package init?(_ text: String) {
        guard let id = ID<ClientMessageID>(text) else { return nil }
        self.id = id
    }

    package init() { id = ID() }
}

extension ClientMessageID: SQLConvertible {
    package var sqlValue: SQLValue { id.sqlValue }

    package init?(sqlValue: SQLValue) {
        guard let id = ID<ClientMessageID>(sqlValue: sqlValue) else { return nil }
        self.id = id
    }
}
