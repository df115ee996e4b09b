import Domain
import Identity
import Primitives
import Telemetry

/// An error as it is listed: with the names of its project and of whoever it was given to.
struct ErrorAnswer: Sampled, VersionedEntity {
    let group: ErrorGroup
    let projectName: String
    let assigneeName: String?

    var version: Int64 { group.version }

    static var sample: ErrorAnswer { ErrorAnswer(group: .sample, projectName: "shop", assigneeName: "Camille Martin") }

    func write(to json: inout JSONWriter) {
        json.object { writeMembers(to: &$0) }
    }

    func writeMembers(to json: inout JSONWriter) {
        json.member("id", group.id)
        json.member("project", NamedProject(id: group.project, name: projectName))
        json.member("assignee", group.assignee.map { NamedAssignee(id: $0, name: assigneeName ?? "") })
        group.writeMembers(to: &json)
    }

    struct NamedProject: Sampled {
        let id: ErrorProjectID
        let name: String

        static var sample: NamedProject { NamedProject(id: ErrorProjectID(7), name: "shop") }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("id", id)
                json.member("name", name)
            }
        }
    }

    struct NamedAssignee: Sampled {
        let id: ID<ErrorAssignee>
        let name: String

        static var sample: NamedAssignee {
            NamedAssignee(id: ID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001), name: "Camille Martin")
        }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("id", id)
                json.member("name", name)
            }
        }
    }
}

/// The same with the latest of its reports that is kept.
struct WholeErrorAnswer: Sampled, VersionedEntity {
    let error: ErrorAnswer
    let latest: EventDetails?

    var version: Int64 { error.version }

    static var sample: WholeErrorAnswer { WholeErrorAnswer(error: .sample, latest: .sample) }

    func write(to json: inout JSONWriter) {
        json.object { json in
            error.writeMembers(to: &json)
            json.member("latest", latest)
        }
    }
}
