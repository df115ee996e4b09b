import DataStore
import Primitives

extension Leads {
    /// Leads that one look at the trash finds.
    private static let trashStep = 100

    /// Removes a lead for good with all that is its own, in as many writes as it takes.
    func remove(_ lead: Lead) async throws {
        while try await store.write({ [self] tx in try LeadRemoval.step(lead, of: self, in: tx) }) { try Task.checkCancellation() }
    }

    /// Removes the leads and the projects that have been in the trash for `retention`; answers how many leads.
    ///
    /// In many small writes, other writers between them. Interrupted, it goes on with the next call.
    @discardableResult
    package func emptyTrash(after retention: Duration) async throws -> Int {
        let end = clock.now() - retention
        var count = 0
        while true {
            let due = try await store.read { try LeadRows.trashed(before: end, limit: Self.trashStep, in: $0) }
            for lead in due {
                let isRemoved = try await remove(lead, ifTrashedBefore: end)
                count += isRemoved ? 1 : 0
            }
            if due.count < Self.trashStep { break }
        }
        while try await store.write({ tx in try ProjectRows.removeTrashed(before: end, in: tx) }) { try Task.checkCancellation() }
        return count
    }

    /// Somebody may have restored it meanwhile.
    private func remove(_ lead: Lead, ifTrashedBefore end: Timestamp) async throws -> Bool {
        while true {
            try Task.checkCancellation()
            let isMore = try await store.write { [self] tx -> Bool? in
                guard let deletedAt = try LeadRows.find(lead.id, in: tx)?.deletedAt, deletedAt < end else { return nil }
                return try LeadRemoval.step(lead, of: self, in: tx)
            }
            guard let isMore else { return false }
            if !isMore { return true }
        }
    }
}
