import DataStore
package import Identity
package import Primitives
import Realtime

/// What people do with the stages of a project; each change is one write, based on the version that the caller has seen.
///
/// - Throws: ``Failure`` `forbidden`, `notFound`, and for changes `versionRequired` and `staleVersion`.
package struct StageDesk: Sendable {
    /// More stand on no board.
    package static let limit = 50

    let leads: Leads
    var store: Store { leads.store }

    package init(leads: Leads) {
        self.leads = leads
    }

    /// Makes a stage, at the end unless it has a position.
    ///
    /// - Throws: besides, `invalidRequest`, `conflict` at ``limit``, `idempotencyKeyReused`.
    package func create(
        _ draft: MergePatch, in project: ID<Project>, by principal: Principal, key: IdempotencyKey?, trace: TraceID
    ) async throws -> Stage {
        try principal.require(.stagesManage)
        let patch = try StagePatch(draft)
        guard let name = patch.name else {
            throw Failure(.invalidRequest, "The stage was not made.", fields: [FieldFault("/name", "Give the name of the stage.")])
        }
        let input: JSONValue = ["project": .string(project.description), "stage": draft.value]
        return try await store.write { [self] tx in
            let now = leads.clock.now()
            return try IdempotencyKeys.once(key, operation: "stages.create", input: input, by: principal, at: now, in: tx) {
                let project = try Pipeline.find(project, for: principal, in: tx)
                guard project.deletedAt == nil else { throw Failure(.conflict, "The project is in the trash. Restore it first.") }
                var stages = try StageRows.all(of: project.id, in: tx)
                guard stages.count < Self.limit else {
                    throw Failure(.conflict, "This project has \(Self.limit) stages, which is the most it can. Delete one.")
                }
                let kind = patch.kind ?? .open
                let stage = try patch.applied(
                    to: Stage(
                        id: ID(at: now), projectId: project.id, name: name, position: stages.count, kind: kind,
                        probability: kind == .won ? 100 : kind == .lost ? 0 : 50, colour: "#64748b", staleDays: nil, requiredFields: [],
                        version: 1))
                try Self.requireNew(stage, among: stages)
                stages.insert(stage, at: min(patch.position ?? stages.count, stages.count))
                return try save(stages, stage.id, of: project, by: ChangeActor(principal), trace, tx) ?? stage
            }
        }
    }

    /// Changes a stage; with a position, the others make room.
    ///
    /// - Throws: besides, `invalidRequest`, `conflict` for another kind of a stage with leads, of the last open one, and for a stage that is
    ///   being emptied.
    package func edit(
        _ id: ID<Stage>, _ patch: StagePatch, version: Int64?, by principal: Principal, trace: TraceID
    ) async throws -> Stage {
        try principal.require(.stagesManage)
        return try await store.write { [self] tx in
            let (stage, project) = try find(id, for: principal, in: tx)
            try BaseVersion.require(version, is: stage.version, of: stage, wanting: patch.wanted)
            guard !stage.isClosing else { throw Failure(.conflict, "This stage is about to be deleted.") }
            let changed = try patch.applied(to: stage)
            var stages = try StageRows.all(of: project.id, in: tx)
            if changed.name != stage.name { try Self.requireNew(changed, among: stages) }
            if changed.kind != stage.kind {
                guard try StageRows.leads(in: id, tx) == 0 else {
                    throw Failure(.conflict, "There are leads in this stage. What it means to stand in it can't change under them.")
                }
                if stage.kind == .open { try Self.requireOtherOpen(than: stage, among: stages) }
            }
            stages.removeAll { $0.id == id }
            stages.insert(changed, at: min(patch.position ?? stage.position, stages.count))
            return try save(stages, id, of: project, by: ChangeActor(principal), trace, tx) ?? stage
        }
    }

    func find(_ id: ID<Stage>, for principal: Principal, in tx: some SQLReading) throws -> (Stage, Project) {
        guard let stage = try StageRows.find(id, in: principal.workspaceID, tx), let project = try ProjectRows.find(stage.projectId, in: tx)
        else { throw Self.missing }
        return (stage, project)
    }

    static let missing = Failure(.notFound, "There is no such stage in this workspace.")

    /// Makes `wanted` the stages of a project, in this order; answers the one of that id, if it is another than before.
    @discardableResult
    func save(
        _ wanted: [Stage], _ id: ID<Stage>?, of project: Project, by actor: ChangeActor, _ trace: TraceID, _ tx: WriteTransaction
    ) throws -> Stage? {
        let before = try StageRows.all(of: project.id, in: tx)
        var found: Stage?
        for (place, var stage) in wanted.enumerated() {
            stage.position = place
            if let old = before.first(where: { $0.id == stage.id }) {
                guard stage != old else { continue }
                stage.version += 1
                try StageRows.update(stage, in: tx)
            } else {
                try StageRows.insert(stage, in: tx)
            }
            try tell(stage, of: project, by: actor, trace, tx)
            if stage.id == id { found = stage }
        }
        return found
    }

    /// - Parameter isGone: whether it was taken away.
    func tell(
        _ stage: Stage, isGone: Bool = false, of project: Project, by actor: ChangeActor, _ trace: TraceID, _ tx: WriteTransaction
    ) throws {
        let now = leads.clock.now()
        var payload = JSONWriter()
        payload.object { json in
            json.member("projectId", project.id)
            json.member("stageId", stage.id)
            json.member("stage", isGone ? nil : stage)
            json.member("version", stage.version)
            json.member("updatedAt", now)
        }
        try leads.log.append(
            EventEnvelope(
                .stageUpdated, traceID: trace, actorID: actor.personID.map { ID<Subject>($0) }, workspaceID: project.workspaceId,
                entityID: stage.id, entityVersion: stage.version, payload: JSONText(payload), emittedAt: now),
            rooms: [.project(project.id), .workspace(project.workspaceId)], in: tx)
    }

    private static func requireNew(_ stage: Stage, among stages: [Stage]) throws(Failure) {
        let name = Folding.fold(stage.name)
        guard !stages.contains(where: { $0.id != stage.id && Folding.fold($0.name) == name }) else {
            throw Failure(
                .invalidRequest, "The project has a stage of that name already.", fields: [FieldFault("/name", "Take another name.")])
        }
    }

    static func requireOtherOpen(than stage: Stage, among stages: [Stage]) throws(Failure) {
        guard stages.contains(where: { $0.id != stage.id && $0.kind == .open && !$0.isClosing }) else {
            throw Failure(.conflict, "This is the last open stage of the project, in which new leads begin.")
        }
    }
}
