import Domain
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// Who may report errors: projects and their keys.
struct ErrorProjectRoutes: Sendable {
    private static let bodyLimit = 4_096

    let projects: ErrorProjects
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("error-projects", .get, gate, needs: .errorsRead, Self.listing) { [projects] call in
            .json(ListedAnswer(items: try await projects.list(for: call.principal)))
        }
        router.on("error-projects", .post, gate, needs: .workspaceManage, Self.creating) { [projects] call in
            let made = try await projects.create(try await draft(call), key: call.idempotencyKey(), act: call.act)
            return .json(versioned: made, status: .created, location: "/api/v1/error-projects/\(made.project.id)")
        }
        router.on("error-projects/{errorProject}", .get, gate, needs: .errorsRead, Self.showing) { [projects] call in
            .json(versioned: try await projects.show(try id(call), for: call.principal))
        }
        router.on("error-projects/{errorProject}", .patch, gate, needs: .workspaceManage, Self.changing) { [projects] call in
            let draft = try await draft(call)
            return .json(
                versioned: try await projects.change(
                    try id(call), to: draft, version: EntityVersion.expected(by: call.request), act: call.act))
        }
        router.on("error-projects/{errorProject}", .delete, gate, needs: .workspaceManage, Self.deleting) { [projects] call in
            try await projects.remove(try id(call), version: EntityVersion.expected(by: call.request), act: call.act)
            return Response(status: .noContent)
        }
        router.on("error-projects/{errorProject}/key", .post, gate, needs: .workspaceManage, Self.renewing) { [projects] call in
            .json(versioned: try await projects.renewKey(try id(call), key: call.idempotencyKey(), act: call.act))
        }
    }

    private func draft(_ call: Call) async throws -> ErrorProjectDraft {
        try ErrorProjectDraft(try await call.request.mergePatch(upTo: Self.bodyLimit, in: call.context))
    }

    private func id(_ call: Call) throws(Failure) -> ErrorProjectID {
        guard let id = call.context.parameters.get("errorProject").flatMap({ ErrorProjectID($0) }) else {
            throw Failure(.notFound, "There is no such project in this workspace.")
        }
        return id
    }
}

extension ErrorProjectAnswer: VersionedEntity {}

extension ErrorProjectRoutes {
    private static let projectInPath = Operation.Parameter(
        "errorProject", .pattern("^[1-9][0-9]{0,17}$", upTo: 18), in: .path, required: true, "The number of the project")
    private static let nameShape = Shape.line(upTo: ErrorProjectDraft.nameLimit)
    private static let optionalMembers: [Shape.Member] = [
        .init("budgetPerMinute", .integer(1...Int64(ErrorProjectDraft.budgetLimit)), "Errors that are taken in a minute"),
        .init("keepsAddresses", .flag, "Whether the IP addresses of users are kept"),
    ]

    static let listing = Operation(
        id: "listErrorProjects", summary: "Who reports errors to the workspace, with the DSN of each",
        answers: [.list(ErrorProjectAnswer.self, atMost: ErrorProjects.countLimit + 2)])
    static let creating = Operation(
        id: "createErrorProject", summary: "Make a project to which a service reports with a stock Sentry SDK",
        body: .members([.init("name", nameShape, required: true, "What the service is called")] + optionalMembers), key: .optional,
        answers: [.versioned(ErrorProjectAnswer.self, .created)], hasLocation: true, failures: [.conflict])
    static let showing = Operation(
        id: "getErrorProject", summary: "One project", parameters: [projectInPath], answers: [.versioned(ErrorProjectAnswer.self)])
    static let changing = Operation(
        id: "changeErrorProject", summary: "Change a project", parameters: [projectInPath],
        body: .mergePatch([.init("name", nameShape, "")] + optionalMembers), needsVersion: true,
        answers: [.versioned(ErrorProjectAnswer.self)])
    static let deleting = Operation(
        id: "deleteErrorProject", summary: "Delete a project with its errors", parameters: [projectInPath], needsVersion: true,
        failures: [.conflict])
    static let renewing = Operation(
        id: "renewErrorProjectKey", summary: "Give a project a new key; the one before is refused from now on",
        parameters: [projectInPath], key: .optional, answers: [.versioned(ErrorProjectAnswer.self)])
}
