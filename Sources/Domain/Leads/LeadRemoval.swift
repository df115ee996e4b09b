import Blobs
import DataStore
import JobQueue
import Primitives
import Realtime

/// Removes leads for good, with all that is theirs; what went to event log and audit is not touched here.
enum LeadRemoval {
    /// Rows of one table in one write: a few milliseconds of the one writer.
    private static let stepLimit = 500
    /// Jobs about one lead that are ended and forgotten in one write.
    private static let jobLimit = 200

    /// The tables whose rows refer to a lead by `lead_id`, and their keys.
    static let tables = [
        (name: "analysis", key: "id"), (name: "dossier", key: "id"), (name: "contact", key: "id"), (name: "note", key: "id"),
        (name: "lead_change", key: "lead_id, id"), (name: "pipeline_event", key: "lead_id, id"),
        (name: "lead_key", key: "project_id, kind, value, lead_id, source"),
        (name: "lead_tag", key: "workspace_id, tag_folded, lead_id"),
        (name: "notification", key: "id"), (name: "webhook_delivery", key: "id"),
        (name: "lead_visit", key: "lead_id, person_id"),
    ]

    /// A bounded part of the removal; answers whether there is more of it.
    static func step(_ lead: Lead, of leads: Leads, in tx: WriteTransaction) throws -> Bool {
        if try Buckets.removeFolder(lead.id.description, in: LeadFiles.bucket, of: ID(of: lead.workspaceId), in: tx) { return true }
        if try ChannelRemoval.step(ID(high: lead.id.high, low: lead.id.low), of: lead.workspaceId, in: tx) { return true }
        let dossiers = try tx.rows("SELECT id, object_id FROM dossier WHERE lead_id = ? LIMIT \(stepLimit)", [lead.id])
        for dossier in dossiers {
            try leads.blobs.detach(try dossier["object_id"], in: tx)
            try tx.execute("DELETE FROM dossier WHERE id = ?", [try dossier["id"] as String])
        }
        if dossiers.count == stepLimit { return true }
        for (table, key) in tables {
            let removed = try tx.execute(
                "DELETE FROM \(table) WHERE (\(key)) IN (SELECT \(key) FROM \(table) WHERE lead_id = ? LIMIT \(stepLimit))", [lead.id])
            if removed == stepLimit { return true }
        }
        try MergedLeadRows.remove(into: lead.id, in: tx)
        try endJobs(about: lead, of: leads, in: tx)
        try LeadIndex.remove(lead.id, in: tx)
        try tx.execute("DELETE FROM lead WHERE id = ?", [lead.id])
        leads.changes.record(.delete, lead, of: Lead.changes, in: lead.workspaceId, tx)
        return false
    }

    private static func endJobs(about lead: Lead, of leads: Leads, in tx: WriteTransaction) throws {
        let found = try leads.jobs.about(subject: lead.id.description, limit: jobLimit, in: tx)
        for job in found {
            do {
                if !job.isEnded { try leads.jobs.cancel(job.id, of: nil, because: "the lead is gone", in: tx) }
                try leads.jobs.remove(job.id, of: nil, in: tx)
            } catch is JobFault {
                // One that runs is asked to stop, and finds no lead; its row goes with the retention of jobs.
                continue
            }
        }
    }
}
