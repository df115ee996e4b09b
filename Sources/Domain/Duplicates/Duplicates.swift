import DataStore
import Identity
import Primitives

/// Which leads of a project are the same company: those that share a key, looked up when it is asked.
///
/// A link is no row of its own. It comes and goes with the keys, and a drop that links costs no more than one that does not.
enum Duplicates {
    /// How many are told of.
    static let limit = 20
    /// How many leads with one key are looked at, should the newest be in the trash.
    private static let depth = 50

    /// The leads outside the trash that share a key, the newest first.
    static func find(
        _ keys: [LeadKey], in project: ID<Project>, except lead: ID<Lead>? = nil, _ tx: some SQLReading
    ) throws -> [DuplicateLead] {
        var found: [(id: ID<Lead>, company: String, kinds: [LeadKey.Kind])] = []
        for key in keys {
            for (id, company) in try LeadKeyRows.leads(with: key, in: project, depth: depth, limit: limit + 1, tx) where id != lead {
                if let place = found.firstIndex(where: { $0.id == id }) {
                    if !found[place].kinds.contains(key.kind) { found[place].kinds.append(key.kind) }
                } else {
                    found.append((id, company, [key.kind]))
                }
            }
        }
        return found.sorted { $0.id > $1.id }.prefix(limit).map { DuplicateLead(id: $0.id, company: $0.company, kinds: $0.kinds) }
    }

    /// The leads that a lead is linked with, the newest first.
    static func links(of lead: Lead, in tx: some SQLReading) throws -> [DuplicateLead] {
        try find(try LeadKeyRows.keys(of: lead.id, in: tx), in: lead.projectId, except: lead.id, tx)
    }

    /// Whose national telephone numbers a workspace writes.
    static func country(of workspace: ID<Workspace>, in tx: some SQLReading) throws -> PhoneNumber.Country? {
        try Workspaces.find(workspace, in: tx).flatMap { PhoneNumber.Country(language: $0.language.rawValue) }
    }

    /// The keys of a lead's own fields; the workspace is read only for a number without calling code.
    static func keys(of lead: Lead, in tx: some SQLReading) throws -> [LeadKey] {
        let needsCountry = lead.phone.map { !$0.hasPrefix("+") } ?? false
        return lead.keys(country: needsCountry ? try country(of: lead.workspaceId, in: tx) : nil)
    }
}
