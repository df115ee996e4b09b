/// One thing that a principal may be allowed to do. Every endpoint and every join names the one it needs.
package enum Permission: String, Sendable, Codable, CaseIterable {
    case leadsRead = "leads.read"
    case leadsWrite = "leads.write"
    /// Add a lead without seeing any: all that a public form may do.
    case leadsDrop = "leads.drop"
    /// Add many leads from a list.
    case leadsImport = "leads.import"
    /// Take all leads out of the node in one file.
    case leadsExport = "leads.export"
    /// Erase a lead or a person for good, everywhere.
    case leadsErase = "leads.erase"
    /// Make, change, archive and delete projects.
    case projectsManage = "projects.manage"
    /// Make, change, order and delete the stages of projects.
    case stagesManage = "stages.manage"
    /// Make and change public forms.
    case formsManage = "forms.manage"
    /// See the books, everybody's payouts and statements.
    case ledgerRead = "ledger.read"
    /// Make accounts, post and reverse transactions.
    case ledgerPost = "ledger.post"
    /// Make and change the rules by which commissions are raised.
    case commissionsManage = "commissions.manage"
    /// See one's own payouts and statements.
    case payoutsRead = "payouts.read"
    /// Raise, approve, pay and void payouts.
    case payoutsManage = "payouts.manage"
    /// See the buckets and read what is in them.
    case filesRead = "files.read"
    /// Store, replace, move and remove objects.
    case filesWrite = "files.write"
    /// Make, change, empty and delete buckets.
    case bucketsManage = "buckets.manage"
    case realtimeJoin = "realtime.join"
    /// Read channels, messages and their files.
    case chatRead = "chat.read"
    /// Write messages, react, and make channels.
    case chatWrite = "chat.write"
    /// Rename and archive channels, and delete what others wrote.
    case channelsManage = "channels.manage"
    case membersRead = "members.read"
    case membersManage = "members.manage"
    /// Make, see and revoke tokens of one's own.
    case tokensOwn = "tokens.own"
    case tokensManage = "tokens.manage"
    case keysManage = "keys.manage"
    case workspaceManage = "workspace.manage"
    /// Delete the workspace, and restore it while it can be.
    case workspaceDelete = "workspace.delete"
    case auditRead = "audit.read"
    /// See jobs with what they were given to work on, which may be personal.
    case jobsRead = "jobs.read"
    /// Retry, cancel and remove jobs, pause queues, keep schedules.
    case jobsManage = "jobs.manage"
    /// Enqueue jobs for external workers.
    case jobsEnqueue = "jobs.enqueue"
    /// Lease and run jobs: all that an external worker may do.
    case jobsWork = "jobs.work"
    /// Have events sent to addresses outside, and see what was sent.
    case webhooksManage = "webhooks.manage"
    /// See the errors that services and pages report to the workspace.
    case errorsRead = "errors.read"
    /// Resolve, ignore and assign errors.
    case errorsManage = "errors.manage"
    /// See how the node itself does: health, alerts, logs, traces. Good in the home workspace alone.
    case nodeRead = "node.read"
    /// Change the rules of alerts, silence them, and act on the node itself. Good in the home workspace alone.
    case nodeManage = "node.manage"
    /// The administration calls of the stock clients.
    case usersManage = "users.manage"
}

extension Permission {
    /// Whether using it changes nothing.
    var isReading: Bool {
        switch self {
        case .leadsRead, .leadsExport, .filesRead, .membersRead, .auditRead, .realtimeJoin, .jobsRead, .chatRead, .ledgerRead, .payoutsRead,
            .errorsRead, .nodeRead:
            true
        case .leadsWrite, .leadsDrop, .leadsImport, .leadsErase, .projectsManage, .stagesManage, .formsManage, .filesWrite, .bucketsManage,
            .membersManage, .tokensOwn, .tokensManage, .keysManage, .workspaceManage, .workspaceDelete, .chatWrite, .channelsManage,
            .ledgerPost, .commissionsManage, .payoutsManage, .jobsManage, .jobsEnqueue, .jobsWork, .webhooksManage, .errorsManage,
            .nodeManage,
            .usersManage:
            false
        }
    }
}
