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

    /// What an admitted member may do.
    package struct Grant: Sendable, Equatable {
        /// The workspace in which the topic is; topics of two workspaces never meet.
        package let workspaceID: ID<Subject>
        /// Whether the member may send ephemeral events to the others.
        package let mayBroadcast: Bool
        /// The tables whose row changes the member may hear.
        package let tables: [ChangeTable]

        package init<Workspace: ~Copyable>(workspaceID: ID<Workspace>, mayBroadcast: Bool, tables: [ChangeTable] = []) {
            self.workspaceID = ID<Subject>(high: workspaceID.high, low: workspaceID.low)
            self.mayBroadcast = mayBroadcast
            self.tables = tables
        }
    }
}

/// Decides about joins of one socket; reads the database. What it throws is a defect, answered with a fixed text.
package typealias Authorise = @Sendable (AdmissionRequest) async throws -> Admission
