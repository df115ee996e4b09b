import DataStore
package import Identity
import JobQueue
package import Primitives

extension Inboxes {
    /// - Throws: ``Failure`` `forbidden` unless somebody is signed in.
    package func preferences(of principal: Principal) async throws -> NotificationPreferences {
        let owner = try Owner(principal)
        return try await store.read { try PreferenceRows.find(owner.person, of: owner.workspace, in: $0) }
    }

    /// - Throws: ``Failure`` `forbidden`, `invalidRequest` with each fault.
    package func changePreferences(_ patch: MergePatch, by principal: Principal, trace: TraceID) async throws -> NotificationPreferences {
        let owner = try Owner(principal)
        return try await store.write { [self] tx in
            let before = try PreferenceRows.find(owner.person, of: owner.workspace, in: tx)
            let after = try before.applying(patch)
            guard after != before else { return after }
            try PreferenceRows.keep(after, of: owner.person, in: owner.workspace, tx)
            try reschedule(owner, after, trace, in: tx)
            return after
        }
    }

    /// What waits for the mail of the day goes with the one at the new hour.
    private func reschedule(
        _ owner: Owner, _ preferences: NotificationPreferences, _ trace: TraceID, in tx: WriteTransaction
    ) throws {
        let daily = NotificationKind.allCases.filter { preferences[$0].mail == .daily }
        guard try !NotificationRows.unmailed(daily, to: owner.person, of: owner.workspace, limit: 1, in: tx).isEmpty else { return }
        try MailDigest.enqueue(
            to: owner.person, of: owner.workspace, preferences: preferences, replacing: true, by: jobs, trace: trace, in: tx)
    }

    /// Sends no more mail of a kind, or no mail of the day. Whoever has the link may, as often as they like.
    ///
    /// - Throws: ``Failure`` `signatureInvalid` for a link that the node did not make, or of someone who has left.
    package func unsubscribe(_ link: UnsubscribeLink) async throws {
        try await store.write { tx in
            guard let holder = try Members.holder(of: link.inbox, in: tx) else { throw UnsubscribeLink.refusal }
            var preferences = try PreferenceRows.find(holder.person, of: holder.workspace, in: tx)
            let kinds = link.kind.map { [$0] } ?? NotificationKind.allCases.filter { preferences[$0].mail == .daily }
            for kind in kinds { preferences[kind].mail = .never }
            try PreferenceRows.keep(preferences, of: holder.person, in: holder.workspace, tx)
        }
    }
}
