package import Primitives

/// One step of a project's pipeline; every lead stands in one.
package struct Stage: Hashable, Sendable, Decodable {
    package let id: ID<Stage>
    package let projectId: ID<Project>
    package var name: String
    /// From 0, without gaps, within its project.
    package var position: Int
    package var kind: StageKind
    /// How likely a lead that stands here is won, in per cent.
    package var probability: Int
    /// `#rrggbb`.
    package var colour: String
    /// After how many days in it an open lead counts as stale; `nil`: never.
    package var staleDays: Int?
    /// Names of the lead's fields that must be filled to enter.
    package var requiredFields: [String]
    package var version: Int64
    /// Whether it is being emptied to be deleted, and takes no more leads.
    var isClosing = false
}

extension Stage {
    /// What an answer shows.
    private enum CodingKeys: CodingKey {
        case id, projectId, name, position, kind, probability, colour, staleDays, requiredFields, version
    }
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
