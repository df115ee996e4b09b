package import Primitives

/// What subscribers meet at: a topic of one workspace. A public and a private topic of one name are two.
package struct TopicKey: Hashable, Sendable {
    package enum Name: Hashable, Sendable {
        case room(Room)
        case named(String)
    }

    /// What every topic on the wire starts with.
    static let wirePrefix = "realtime:"

    package let workspaceID: ID<Subject>
    package let isPrivate: Bool
    package let name: Name

    package init(workspaceID: ID<Subject>, isPrivate: Bool, name: Name) {
        self.workspaceID = workspaceID
        self.isPrivate = isPrivate
        self.name = name
    }

    /// The topic of a room, which is always private.
    package init(_ room: Room, in workspaceID: ID<Subject>) {
        self.init(workspaceID: workspaceID, isPrivate: true, name: .room(room))
    }

    var isRoom: Bool { if case .room = name { true } else { false } }

    /// The topic as it stands in frames, `realtime:` included.
    var wireTopic: String {
        switch name {
        case .room(let room): Self.wirePrefix + room.description
        case .named(let name): Self.wirePrefix + name
        }
    }
}
