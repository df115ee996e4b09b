package import DataStore
package import Identity
package import Primitives

/// What can be asked about the analyses that leads have had.
package struct Analyses: Sendable {
    /// How many of a lead are kept: a year of weekly ones, and those in between that somebody wanted at once.
    package static let keptVersions = 100

    private let store: Store

    package init(store: Store) {
        self.store = store
    }

    /// The newest first; all that are kept.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`.
    package func versions(of lead: ID<Lead>, for principal: Principal) async throws -> [AnalysisVersion] {
        try principal.require(.leadsRead)
        return try await store.read { tx in
            try Self.check(lead, for: principal, in: tx)
            return try AnalysisRows.versions(of: lead, limit: Self.keptVersions, in: tx)
        }
    }

    /// - Throws: ``Failure`` `forbidden`, `notFound`.
    package func version(_ id: ID<Analysis>, of lead: ID<Lead>, for principal: Principal) async throws -> WholeAnalysis {
        try principal.require(.leadsRead)
        return try await store.read { tx in
            try Self.check(lead, for: principal, in: tx)
            guard let found = try AnalysisRows.find(id, of: lead, in: tx) else {
                throw Failure(.notFound, "There is no such analysis of this lead.")
            }
            return WholeAnalysis(version: found.version, content: found.text)
        }
    }

    private static func check(_ lead: ID<Lead>, for principal: Principal, in tx: some SQLReading) throws {
        guard try LeadRows.find(lead, of: principal.workspaceID, in: tx) != nil else {
            throw Failure(.notFound, "There is no such lead in this workspace.")
        }
    }
}
