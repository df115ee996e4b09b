import Identity
package import Primitives

/// That a lead went from one stage to another: kept with all that a report needs, whatever becomes of the stages.
package struct PipelineEvent: Hashable, Sendable {
    package struct Place: Hashable, Sendable, JSONWritable {
        let id: ID<Stage>
        /// As it was called then.
        let name: String
        let kind: StageKind

        package func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("id", id)
                json.member("name", name)
                json.member("kind", kind)
            }
        }
    }

    package let id: ID<PipelineEvent>
    package let leadID: ID<Lead>
    let company: String
    let projectID: ID<Project>
    /// `nil` for a lead that was dropped right into its stage.
    let from: Place?
    let to: Place
    /// When it had come to the stage that it left.
    let since: Timestamp
    package let at: Timestamp
    let actorKind: ChangeActor.Kind
    let actorID: String?
    let actorName: String?
    /// What the lead was worth then.
    let value: Money?
    /// Why it was won or lost.
    let reason: String?
}

extension PipelineEvent: Sampled {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("leadId", leadID)
            json.member("leadCompany", company)
            json.member("projectId", projectID)
            json.member("from", from)
            json.member("to", to)
            json.member("since", since)
            json.member("at", at)
            json.member(
                "actor",
                object: { json in
                    json.member("kind", actorKind)
                    json.member("id", actorID)
                    json.member("name", actorName)
                })
            json.member("value", value)
            json.member("reason", reason)
        }
    }

    package static var sample: Self {
        Self(
            id: ID(), leadID: ID(), company: "Élan Vert", projectID: ID(), from: Place(id: ID(), name: "Proposal", kind: .open),
            to: Place(id: ID(), name: "Won", kind: .won), since: .now(), at: .now(), actorKind: .person, actorID: ID<Person>().description,
            actorName: "Ana", value: .sample, reason: "Price")
    }
}
