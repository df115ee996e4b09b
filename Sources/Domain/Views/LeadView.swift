package import Identity
package import Primitives

/// A query that someone keeps, for themselves or for all of the workspace, with the columns that they look at.
package struct LeadView: Hashable, Sendable {
    package let id: ID<LeadView>
    package let workspaceId: ID<Workspace>
    package let ownerId: ID<Person>
    package var name: String
    package var shared: Bool
    package var query: LeadQuery
    /// Names of the page's columns, in their order.
    package var columns: [String]
    /// Goes up by one with every change.
    package var version: Int64
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
}

extension LeadView: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("name", name)
            json.member("shared", shared)
            json.member("ownerId", ownerId)
            json.member("query") { writeQuery(to: &$0) }
            json.member("version", version)
            json.member("createdAt", createdAt)
            json.member("updatedAt", updatedAt)
        }
    }

    /// The query with its order and columns said in any case; also how the row keeps it.
    func writeQuery(to json: inout JSONWriter) {
        query.writeMembers(to: &json)
        if query.sort == .newest { json.sometimes { $0.member("sort", query.sort.rawValue) } }
        json.member("columns", array: columns)
    }
}
