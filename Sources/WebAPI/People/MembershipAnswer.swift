import Identity
import Primitives

/// A workspace of a person's own, and what they are in it.
struct MembershipAnswer: Sampled {
    let id: ID<Workspace>
    let name: String
    let role: Role

    static var sample: Self { Self(id: ID(), name: "Studio", role: .admin) }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("name", name)
            json.member("role", role)
        }
    }
}

extension MembershipAnswer {
    init(_ membership: Membership) {
        self.init(id: membership.workspace.id, name: membership.workspace.name.description, role: membership.role)
    }
}
