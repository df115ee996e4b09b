package import Primitives

/// The question that a join asks: may whoever is on this socket hear this topic?
package struct AdmissionRequest: Sendable {
    /// The name without `realtime:`.
    package let topic: String
    /// The room that the topic names, if it names one.
    package let room: Room?
    package let isPrivate: Bool
    /// The token that came with the join or later; absent when the connection's own credential counts.
    package let token: Secret?

    package init(topic: String, room: Room?, isPrivate: Bool, token: Secret?) {
        self.topic = topic
        self.room = room
        self.isPrivate = isPrivate
        self.token = token
    }
}

/// The answer to an ``AdmissionRequest``.
package enum Admission: Sendable {
    case admitted(Grant)
    case refused(JoinRefusal)

    /// Whose membership it is, and what they may do.
    package struct Grant: Sendable, Equatable {
        package let bearer: Bearer
        /// The person's, token's or key's name, as the other members see it.
        package let name: String
        /// Whether the member may send ephemeral events to the others.
        package let mayBroadcast: Bool
        /// The tables whose row changes the member may hear.
        package let tables: [ChangeTable]
        /// When the credential ends by itself; the membership ends with it.
        package let expiresAt: Timestamp?

        package init(bearer: Bearer, name: String, mayBroadcast: Bool, tables: [ChangeTable] = [], expiresAt: Timestamp?) {
            self.bearer = bearer
            self.name = name
            self.mayBroadcast = mayBroadcast
            self.tables = tables
            self.expiresAt = expiresAt
        }

        /// The workspace in which the topic is; topics of two workspaces never meet.
        package var workspaceID: ID<Subject> { bearer.workspaceID }
    }
}

/// Decides about joins of one socket; reads the database. What it throws is a defect, answered with a fixed text.
package typealias Authorise = @Sendable (AdmissionRequest) async throws -> Admission
