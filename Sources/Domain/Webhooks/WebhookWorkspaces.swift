import DataStore
import Identity
import Primitives
import Realtime
import Synchronization

/// Which workspaces may have webhooks, so that an event of one without pays for a look into a set and nothing more.
///
/// The set is exact or too large: a webhook that was undone or deleted leaves its workspace there until the node is started again,
/// which costs an index lookup an event.
final class WebhookWorkspaces: Sendable {
    /// `nil` until the first event.
    private let known = Mutex<Set<ID<Subject>>?>(nil)

    /// From now on the workspace may have one. In the write that makes it, so that no event falls between.
    func expect(_ workspace: ID<Workspace>) {
        known.withLock { _ = $0?.insert(ID(workspace)) }
    }

    func mayHaveAny(_ workspace: ID<Subject>, in tx: some SQLReading) throws -> Bool {
        try known.withLock { known in
            if let known { return known.contains(workspace) }
            let found = try Set(tx.rows("SELECT DISTINCT workspace_id FROM webhook").map { try $0["workspace_id"] as ID<Subject> })
            known = found
            return found.contains(workspace)
        }
    }
}
