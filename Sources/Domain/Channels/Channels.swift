package import DataStore
package import Identity
package import Primitives

/// The channels of a workspace as parts of other writes.
package enum Channels {
    /// Makes the channel that everyone is in. Part of making a workspace.
    package static func createDefault(for workspace: Workspace, at now: Timestamp, in tx: WriteTransaction) throws {
        try ChannelRows.insert(
            Channel(
                id: ID(at: now), workspaceId: workspace.id, kind: .workspace, projectId: nil, leadId: nil,
                name: workspace.language("Général", "General"), topic: nil, isDefault: true, messages: 0, isInTrash: false, version: 1,
                createdAt: now, updatedAt: now),
            in: tx)
        try ChatFiles.createBucket(for: workspace.id, at: now, in: tx)
    }

    /// Any channel of the workspace, also one that has no row yet: that of a project or a lead.
    static func find(_ id: ID<Channel>, in tx: some SQLReading) throws -> Channel? {
        if let channel = try ChannelRows.find(id, in: tx) { return channel }
        if let lead = try LeadRows.find(ID(high: id.high, low: id.low), in: tx) {
            return Channel(
                id: id, workspaceId: lead.workspaceId, kind: .lead, projectId: nil, leadId: lead.id, name: lead.company, topic: nil,
                isDefault: false, messages: 0, isInTrash: lead.deletedAt != nil, version: 0, createdAt: lead.createdAt,
                updatedAt: lead.createdAt)
        }
        guard let project = try ProjectRows.find(ID(high: id.high, low: id.low), in: tx) else { return nil }
        return Channel(
            id: id, workspaceId: project.workspaceId, kind: .project, projectId: project.id, leadId: nil, name: project.name, topic: nil,
            isDefault: false, messages: 0, isInTrash: project.deletedAt != nil, version: 0, createdAt: project.createdAt,
            updatedAt: project.createdAt)
    }

    /// Gives a row to the channel of a project or lead that has none.
    static func keep(_ channel: Channel, in tx: WriteTransaction) throws -> Channel {
        guard channel.version == 0 else { return channel }
        var kept = channel
        kept.version = 1
        try ChannelRows.insert(kept, in: tx)
        return kept
    }
}
