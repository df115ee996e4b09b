package import Identity
package import Primitives

/// A public form by which visitors of web sites become leads of a project.
package struct Form: Hashable, Sendable, Decodable {
    package let id: ID<Form>
    package let workspaceId: ID<Workspace>
    package var projectId: ID<Project>
    /// What its address holds. Whoever has it can send the form, and nothing else.
    package let key: String
    package var name: String
    /// Web sites that may show and send it (`https://example.com`), beside the node itself.
    package var origins: [String]
    package var language: Language
    package var fields: [FormField]
    /// What who has sent it reads; `nil` is a sentence of the node's.
    package var thanks: String?
    package var enabled: Bool
    /// How often it may be sent in a minute, by all visitors together.
    package var perMinute: Int
    /// What it has brought, and what it has thrown away because a program filled it in.
    package var received: Int64
    package var refusedAsSpam: Int64
    package var version: Int64
    package let createdAt: Timestamp
    package var updatedAt: Timestamp

    /// Where it is, below the node's address.
    package var path: String { "/f/\(key)" }
}

extension Form: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("workspaceId", workspaceId)
            json.member("projectId", projectId)
            json.member("key", key)
            json.member("path", path)
            json.member("name", name)
            json.member("origins", array: origins)
            json.member("language", language)
            json.member("fields", array: fields)
            json.member("thanks", thanks)
            json.member("enabled", enabled)
            json.member("perMinute", perMinute)
            json.member("received", received)
            json.member("refusedAsSpam", refusedAsSpam)
            json.member("version", version)
            json.member("createdAt", createdAt)
            json.member("updatedAt", updatedAt)
        }
    }
}
