package import Primitives

/// One step of a project's pipeline; every lead stands in one.
package struct Stage: Hashable, Sendable {
    package let id: ID<Stage>
    package let projectId: ID<Project>
    package let name: String
    /// From 0, without gaps, within its project.
    package let position: Int
    package let kind: StageKind
    /// How likely a lead that stands here is won, in per cent.
    package let probability: Int
    /// `#rrggbb`.
    package let colour: String
    /// After how many days without a change a lead here counts as stale; `nil`: never.
    package let staleDays: Int?
    /// Names of the lead's fields that must be filled to enter.
    package let requiredFields: [String]
    package let version: Int64
}

extension Stage: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("projectId", projectId)
            json.member("name", name)
            json.member("position", position)
            json.member("kind", kind)
            json.member("probability", probability)
            json.member("colour", colour)
            json.member("staleDays", staleDays)
            json.member("requiredFields", array: requiredFields)
            json.member("version", version)
        }
    }
}
