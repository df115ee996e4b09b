import NIOCore
import Primitives

/// What one connection tells of itself in a topic.
struct PresenceMeta: Sendable {
    /// Members that are the node's: what a client writes there is left out.
    private static let ownNames: Set<String> = ["phx_ref", "phx_ref_prev"]
    /// In rooms the node also says who it is.
    private static let ownNamesInRooms = ownNames.union(["userId", "name"])

    /// Unique in the node; `phx_ref` on the wire.
    let ref: String
    /// The members of the JSON object, with commas between and none around.
    let members: ByteBuffer
    let personID: ID<Subject>?
    /// The meta that this one came in place of.
    var previousRef: String?

    /// - Parameters:
    ///   - tracked: the object that the client sent.
    ///   - identity: who it is, in a room.
    init(ref: String, tracked: JSONSlice, identity: (personID: ID<Subject>?, name: String)?) {
        self.ref = ref
        personID = identity?.personID
        let reserved = identity == nil ? Self.ownNames : Self.ownNamesInRooms
        var members = ByteBuffer()
        members.reserveCapacity(tracked.bytes.readableBytes + 96)
        func write(_ name: String, _ value: (inout ByteBuffer) -> Void) {
            if members.readableBytes > 0 { members.writeString(",") }
            members.writeJSONString(name)
            members.writeString(":")
            value(&members)
        }
        tracked.forEachMember { name, value in
            if !reserved.contains(name) { write(name) { $0.writeImmutableBuffer(value.bytes) } }
        }
        if let identity {
            if let personID = identity.personID { write("userId") { $0.writeJSONString(personID.description) } }
            write("name") { $0.writeJSONString(identity.name) }
        }
        self.members = members
    }

    /// About how many bytes it takes in a state.
    var byteCount: Int { members.readableBytes + 64 }

    /// Whether both say the same.
    func says(_ other: PresenceMeta) -> Bool { members == other.members }

    func write(to buffer: inout ByteBuffer) {
        buffer.writeString("{")
        buffer.writeImmutableBuffer(members)
        buffer.writeString(members.readableBytes > 0 ? ",\"phx_ref\":\"" : "\"phx_ref\":\"")
        buffer.writeString(ref)
        if let previousRef {
            buffer.writeString("\",\"phx_ref_prev\":\"")
            buffer.writeString(previousRef)
        }
        buffer.writeString("\"}")
    }
}
