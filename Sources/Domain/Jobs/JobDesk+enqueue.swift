import DataStore
package import Identity
package import JobQueue
package import Primitives

/// Enqueuing jobs for external workers, and `noop`.
extension JobDesk {
    /// Jobs in one call.
    package static let batchLimit = 1_000

    /// Keeps a job, with its children if it has any.
    ///
    /// - Parameters:
    ///   - key: with it, the same body enqueues once however often it is sent.
    ///   - body: the text that the key is held against.
    /// - Throws: ``Failure`` `forbidden`, `invalidRequest` with every fault, `conflict` for a duplicate that its uniqueness refuses,
    ///   `idempotencyKeyReused`.
    package func enqueue(
        _ order: JobOrder, by principal: Principal, key: IdempotencyKey? = nil, body: String? = nil, trace: TraceID
    ) async throws -> Jobs.Enqueued {
        try principal.require(.jobsEnqueue)
        let circumstances = circumstances(of: principal, trace)
        var faults: [FieldFault] = []
        let tree = order.tree(circumstances, &faults)
        if tree.size > JobTree.sizeLimit { faults.append(FieldFault("/children", "At most \(JobTree.sizeLimit) jobs in all.")) }
        try Self.refuse(faults)
        return try await JobFault.translated("enqueued") {
            guard let key else { return try await store.write { [self] tx in try keep(tree, in: tx) } }
            return try await store.write { [self] tx in
                var enqueued: Jobs.Enqueued?
                let receipt = try IdempotencyKeys.once(
                    key, operation: "jobs.enqueue", input: body ?? "", by: principal, at: clock.now(), in: tx
                ) {
                    let kept = try keep(tree, in: tx)
                    enqueued = kept
                    return JobReceipt(id: kept.job.id, isNew: kept.isNew)
                }
                if let enqueued { return enqueued }
                guard let job = try jobs.find(receipt.id, of: principal.workspaceID.description, in: tx) else {
                    throw Failure(.conflict, "The job that this key enqueued has ended and is not kept any more.")
                }
                return Jobs.Enqueued(job, isNew: receipt.isNew)
            }
        }
    }

    /// Keeps all of the jobs or none, in one write.
    ///
    /// - Returns: the id of each in its order; of one that was there already where its uniqueness keeps the first.
    /// - Throws: as ``enqueue(_:by:key:body:trace:)``.
    package func enqueue(_ orders: [JobOrder], by principal: Principal, trace: TraceID) async throws -> [Jobs.Enqueued] {
        try principal.require(.jobsEnqueue)
        let circumstances = circumstances(of: principal, trace)
        var faults: [FieldFault] = []
        if !(1...Self.batchLimit).contains(orders.count) { faults.append(FieldFault("/jobs", "1 to \(Self.batchLimit) jobs.")) }
        let drafts = orders.map { order in
            if !order.children.isEmpty { faults.append(FieldFault("\(order.pointer)/children", "A job with children is enqueued alone.")) }
            return order.draft(circumstances, &faults)
        }
        try Self.refuse(faults)
        return try await JobFault.translated("enqueued") {
            try await store.write { [jobs] tx in try jobs.enqueue(drafts, in: tx) }
        }
    }

    /// Faults beyond these are not listed: a batch of a thousand wrong jobs is told of the first.
    private static let shownFaults = 50

    private static func refuse(_ faults: [FieldFault]) throws(Failure) {
        guard !faults.isEmpty else { return }
        throw Failure(.invalidRequest, "Nothing was enqueued: some fields are not right.", fields: Array(faults.prefix(shownFaults)))
    }

    private func keep(_ tree: JobTree, in tx: WriteTransaction) throws -> Jobs.Enqueued {
        guard !tree.children.isEmpty else { return try jobs.enqueue(tree.draft, in: tx) }
        return Jobs.Enqueued(try jobs.enqueue(tree, in: tx), isNew: true)
    }

    private func circumstances(of principal: Principal, _ trace: TraceID) -> JobOrder.Circumstances {
        JobOrder.Circumstances(workspaceID: principal.workspaceID.description, traceID: trace, own: own, now: clock.now())
    }
}
