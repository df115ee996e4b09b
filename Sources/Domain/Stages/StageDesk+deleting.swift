import DataStore
package import Identity
import JobQueue
package import Primitives

extension StageDesk {
    /// Leads that one write takes out of a stage.
    private static let step = 100
    /// By then a call that still lives is done with most stages; one that died is followed by the job.
    private static let rescueDelay = Duration.seconds(60)

    /// Takes a stage away. Its leads, those in the archive and the trash too, go into another first, each as a move, in as many writes as it takes;
    /// meanwhile the stage takes no more. Interrupted, the same call goes on with it, or a job after a while.
    ///
    /// - Throws: besides, `stageNotEmpty` with leads and nowhere to go, `conflict` for the last open stage, `invalidRequest` for a stage of somewhere
    ///   else.
    package func delete(
        _ id: ID<Stage>, moveTo target: ID<Stage>?, version: Int64?, by principal: Principal, trace: TraceID
    ) async throws {
        try principal.require(.stagesManage)
        let actor = ChangeActor(principal)
        let isGone = try await store.write { [self] tx in
            let (stage, project) = try find(id, for: principal, in: tx)
            try BaseVersion.require(version, is: stage.version, of: stage, wanting: .null)
            if stage.kind == .open { try Self.requireOtherOpen(than: stage, among: StageRows.all(of: project.id, in: tx)) }
            if let target, try !Self.mayTake(target, besides: stage, in: tx) { throw Self.noTarget }
            let count = try StageRows.leads(in: id, tx)
            guard count > 0 else {
                try remove(stage, of: project, by: actor, trace, tx)
                return true
            }
            guard let target else {
                throw Failure(
                    .stageNotEmpty, "There are leads in this stage, maybe in the archive or the trash. Say with `moveTo` where they go.",
                    members: ["leads": .integer(Int64(count))])
            }
            var closing = stage
            closing.isClosing = true
            try StageRows.update(closing, in: tx)
            try leads.jobs.enqueue(
                EmptyStage(stageID: id, targetID: target), workspace: project.workspaceId.description, trace: trace,
                runAt: leads.clock.now() + Self.rescueDelay, in: tx)
            return false
        }
        guard !isGone, let target else { return }
        guard try await empty(id, into: target, by: actor, trace: trace) else { throw Self.noTarget }
    }

    /// Moves the leads of a stage that is being emptied, and takes it away; answers whether they had somewhere to go.
    func empty(_ id: ID<Stage>, into target: ID<Stage>, by actor: ChangeActor, trace: TraceID) async throws -> Bool {
        while true {
            try Task.checkCancellation()
            switch try await store.write({ [self] tx in try step(id, into: target, by: actor, trace, tx) }) {
            case .more: continue
            case .done: return true
            case .noTarget: return false
            }
        }
    }

    private enum Step { case more, done, noTarget }

    private func step(
        _ id: ID<Stage>, into target: ID<Stage>, by actor: ChangeActor, _ trace: TraceID, _ tx: WriteTransaction
    ) throws -> Step {
        guard let stage = try StageRows.find(id, in: tx), stage.isClosing, let project = try ProjectRows.find(stage.projectId, in: tx)
        else {
            return .done
        }
        guard try Self.mayTake(target, besides: stage, in: tx) else {
            // It takes leads again, rather than none for ever.
            var open = stage
            open.isClosing = false
            try StageRows.update(open, in: tx)
            return .noTarget
        }
        let found = try tx.rows("SELECT \(LeadRows.columns) FROM lead WHERE stage_id = ? ORDER BY rank, id LIMIT \(Self.step)", [id]).map(
            LeadRows.decode)
        guard !found.isEmpty else {
            try remove(stage, of: project, by: actor, trace, tx)
            return .done
        }
        let now = leads.clock.now()
        for (place, lead) in found.enumerated() {
            var moved = lead
            moved.stageId = target
            // Below those that are there, in the order that they had.
            moved.rank = Rank(bottomAt: now + .microseconds(place))
            try leads.change(lead, to: moved, by: actor, trace: trace, in: tx)
        }
        return .more
    }

    private func remove(_ stage: Stage, of project: Project, by actor: ChangeActor, _ trace: TraceID, _ tx: WriteTransaction) throws {
        try StageRows.remove(stage.id, in: tx)
        var gone = stage
        gone.version += 1
        try tell(gone, isGone: true, of: project, by: actor, trace, tx)
        try save(StageRows.all(of: project.id, in: tx), nil, of: project, by: actor, trace, tx)
    }

    private static func mayTake(_ target: ID<Stage>, besides stage: Stage, in tx: some SQLReading) throws -> Bool {
        guard target != stage.id, let other = try StageRows.find(target, of: stage.projectId, in: tx) else { return false }
        return !other.isClosing
    }

    private static let noTarget = Failure(
        .invalidRequest, "The leads can't go there.", fields: [FieldFault("moveTo", "Name another stage of the same project.")])
}
