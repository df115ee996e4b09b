import Primitives
import Telemetry

/// How the sessions of a release went, with the name of its project.
struct ReleaseAnswer: Sampled {
    let health: ReleaseHealth
    let projectName: String

    static var sample: ReleaseAnswer { ReleaseAnswer(health: .sample, projectName: "shop") }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("project", ErrorAnswer.NamedProject(id: health.project, name: projectName))
            health.writeMembers(to: &json)
        }
    }
}
