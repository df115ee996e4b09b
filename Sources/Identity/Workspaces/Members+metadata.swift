package import DataStore
package import Primitives

/// What a workspace keeps about its members.
extension Members {
    /// Merges members into what a person keeps about themselves and into what the workspace's programs keep about them; null deletes.
    ///
    /// - Throws: ``Failure`` `notFound` for someone who is no member, `invalidRequest` for more than ``Metadata/byteLimit``.
    package static func mergeMetadata(
        user: [String: JSONValue]? = nil, app: [String: JSONValue]? = nil, of person: ID<Person>, in workspace: ID<Workspace>,
        _ transaction: WriteTransaction
    ) throws {
        guard let known = try People.find(person, of: workspace, in: transaction) else {
            throw Failure(.notFound, "There is no such member.")
        }
        if let user {
            try set("user_metadata", Metadata(known.userMetadata).merging(user).text(for: "/data"), of: person, in: workspace, transaction)
        }
        if let app {
            try set(
                "app_metadata", Metadata(known.appMetadata).merging(app).text(for: "/app_metadata"), of: person, in: workspace, transaction)
        }
    }

    /// Keeps a member out until `moment`; `nil` lets them in again. The caller forgets the person's credentials after the commit.
    package static func ban(
        _ person: ID<Person>, until moment: Timestamp?, in workspace: ID<Workspace>, _ transaction: WriteTransaction
    ) throws {
        try set("banned_until", moment, of: person, in: workspace, transaction)
    }

    static func noteSeen(_ person: ID<Person>, in workspace: ID<Workspace>, at moment: Timestamp, _ transaction: WriteTransaction) throws {
        try set("last_seen_at", moment, of: person, in: workspace, transaction)
    }

    private static func set(
        _ column: String, _ value: some SQLConvertible, of person: ID<Person>, in workspace: ID<Workspace>, _ transaction: WriteTransaction
    ) throws {
        try transaction.execute("UPDATE member SET \(column) = ? WHERE workspace_id = ? AND person_id = ?", [value, workspace, person])
    }
}
