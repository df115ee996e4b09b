import Domain
import HTTPTypes
import Hummingbird
import Identity
import Primitives

/// The projects of a workspace.
struct ProjectRoutes: Sendable {
    private static let bodyLimit = 32_768

    let projects: ProjectDesk
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("projects", .get, gate, needs: .leadsRead, .listProjects, use: list)
        router.on("projects", .post, gate, needs: .projectsManage, .createProject) { [projects] call in
            let draft = try await call.request.mergePatch(upTo: Self.bodyLimit, in: call.context)
            let project = try await projects.create(draft, by: call.principal, key: call.idempotencyKey(), trace: call.trace)
            return .json(versioned: project, status: .created, location: "/api/v1/projects/\(project.id)")
        }
        router.on("projects/{project}", .get, gate, needs: .leadsRead, .showProject) { [projects] call in
            .json(versioned: try await projects.find(try call.context.projectID(), for: call.principal))
        }
        router.on("projects/{project}", .patch, gate, needs: .projectsManage, .changeProject) { [projects] call in
            let id = try call.context.projectID()
            let patch = try ProjectPatch(try await call.request.mergePatch(upTo: Self.bodyLimit, in: call.context))
            return .json(
                versioned: try await projects.edit(
                    id, patch, version: EntityVersion.expected(by: call.request), by: call.principal, trace: call.trace))
        }
        router.on("projects/{project}", .delete, gate, needs: .projectsManage, .trashProject) { [projects] call in
            _ = try await projects.trash(
                try call.context.projectID(), version: EntityVersion.expected(by: call.request), by: call.principal, trace: call.trace)
            return Response(status: .noContent)
        }
        for (method, isArchived, operation) in [
            (HTTPRequest.Method.put, true, Operation.archiveProject), (.delete, false, .unarchiveProject),
        ] {
            router.on("projects/{project}/archive", method, gate, needs: .projectsManage, operation) { [projects] call in
                .json(
                    versioned: try await projects.archive(
                        try call.context.projectID(), isArchived, version: EntityVersion.expected(by: call.request), by: call.principal,
                        trace: call.trace))
            }
        }
        router.on("projects/{project}/restoration", .post, gate, needs: .projectsManage, .restoreProject) { [projects] call in
            .json(
                versioned: try await projects.restore(
                    try call.context.projectID(), version: EntityVersion.expected(by: call.request), by: call.principal,
                    trace: call.trace))
        }
        router.on("projects/{project}/default", .put, gate, needs: .projectsManage, .makeProjectDefault) { [projects] call in
            .json(
                versioned: try await projects.makeDefault(
                    try call.context.projectID(), version: EntityVersion.expected(by: call.request), by: call.principal,
                    trace: call.trace))
        }
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        let archived = try query["archived"].map { text in
            guard let place = ProjectDesk.Place(rawValue: text) else {
                throw Failure(
                    .invalidRequest, "The list can't be filtered so.", fields: [FieldFault("archived", "One of exclude, include, only.")])
            }
            return place
        }
        let isTrash = try query["trash"].map { text in
            guard let flag = Bool(text) else {
                throw Failure(.invalidRequest, "The list can't be filtered so.", fields: [FieldFault("trash", "true or false.")])
            }
            return flag
        }
        return .json(
            ListedAnswer(
                items: try await projects.list(archived: archived ?? .exclude, isTrash: isTrash ?? false, for: call.principal)))
    }
}
