import Identity
import Primitives

/// Someone in a workspace.
struct MemberAnswer: Sampled {
    struct Named: JSONWritable {
        let id: ID<Person>
        let name: String
        let email: String

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("id", id)
                json.member("name", name)
                json.member("email", email)
            }
        }
    }

    let person: Named
    let role: Role
    let joinedAt: Timestamp
    let lastSeenAt: Timestamp?

    static var sample: Self {
        Self(person: Named(id: ID(), name: "Lea Martin", email: "lea@studio.example"), role: .member, joinedAt: .now(), lastSeenAt: .now())
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("person", person)
            json.member("role", role)
            json.member("joinedAt", joinedAt)
            json.member("lastSeenAt", lastSeenAt)
        }
    }
}

extension MemberAnswer {
    init(_ member: Member) {
        self.init(
            person: Named(id: member.person.id, name: member.person.name.description, email: member.person.email.description),
            role: member.role, joinedAt: member.joinedAt, lastSeenAt: member.lastSeenAt)
    }
}
