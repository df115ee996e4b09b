import Domain
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// The stages of projects.
struct StageRoutes: Sendable {
    private static let bodyLimit = 16_384

    let projects: ProjectDesk
    let stages: StageDesk
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("projects/{project}/stages", .get, gate, needs: .leadsRead, Self.listStages) { [projects] call in
            .json(ListedAnswer(items: try await projects.stages(of: try call.context.projectID(), for: call.principal)))
        }
        router.on("projects/{project}/stages", .post, gate, needs: .stagesManage, Self.createStage) { [stages] call in
            let project = try call.context.projectID()
            let draft = try await call.request.mergePatch(upTo: Self.bodyLimit, in: call.context)
            let stage = try await stages.create(draft, in: project, by: call.principal, key: call.idempotencyKey(), trace: call.trace)
            return .json(versioned: stage, status: .created)
        }
        router.on("stages/{stage}", .patch, gate, needs: .stagesManage, Self.editStage) { [stages] call in
            let id = try call.context.stageID()
            let patch = try StagePatch(try await call.request.mergePatch(upTo: Self.bodyLimit, in: call.context))
            return .json(
                versioned: try await stages.edit(
                    id, patch, version: EntityVersion.expected(by: call.request), by: call.principal, trace: call.trace))
        }
        router.on("stages/{stage}", .delete, gate, needs: .stagesManage, Self.deleteStage) { [stages] call in
            let target = try Query(call.request.uri)["moveTo"].map { text in
                guard let id = ID<Stage>(text) else {
                    throw Failure(
                        .invalidRequest, "The leads can't go there.", fields: [FieldFault("moveTo", "This is not the id of a stage.")])
                }
                return id
            }
            try await stages.delete(
                try call.context.stageID(), moveTo: target, version: EntityVersion.expected(by: call.request), by: call.principal,
                trace: call.trace)
            return Response(status: .noContent)
        }
    }

    private static let fields: [Shape.Member] = [
        .init("name", .text(upTo: 60), "Another one than those of the other stages"),
        .init("kind", .oneOf(StageKind.allCases.map(\.rawValue)), "What it means to stand here; changes only while no lead does"),
        .init("probability", .integer(0...100), "How likely a lead that stands here is won, in per cent"),
        .init("colour", .text(upTo: 7), "#rrggbb"),
        .init("staleDays", .nullable(.integer(1...3_650)), "After how many days a lead is stale"),
        .init(
            "requiredFields",
            .list(
                .oneOf([
                    "value", "ownerId", "contactName", "email", "phone", "website", "siren", "vat", "nextStep", "nextStepDue",
                    "closeReason",
                    "tags",
                ]), upTo: 12), "What a lead must have to enter"),
        .init("position", .integer(0...49), "From 0; the others make room"),
    ]
    private static let listStages = Operation(
        id: "listStages", summary: "The stages of a project in their order", answers: [.list(Stage.self, atMost: StageDesk.limit)])
    private static let createStage = Operation(
        id: "createStage", summary: "Make a stage", body: .mergePatch(fields), key: .optional, answers: [.versioned(Stage.self, .created)],
        failures: [.invalidRequest, .conflict])
    private static let editStage = Operation(
        id: "editStage", summary: "Change a stage, or bring it to another place", body: .mergePatch(fields), needsVersion: true,
        answers: [.versioned(Stage.self)], failures: [.invalidRequest, .conflict])
    private static let deleteStage = Operation(
        id: "deleteStage", summary: "Take a stage away, its leads into another",
        detail: "Its leads go in steps; a call that was interrupted is sent again.",
        parameters: [.init("moveTo", .id, "The stage into which its leads go, those in the archive and the trash too")], needsVersion: true,
        failures: [.invalidRequest, .stageNotEmpty, .conflict])
}
