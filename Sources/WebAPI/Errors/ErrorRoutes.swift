import Blobs
import DataStore
import Domain
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Primitives
import Telemetry

/// The errors of a workspace, for those who read them and do something about them.
struct ErrorRoutes: Sendable {
    private static let bodyLimit = 4_096
    /// In characters.
    static let filterLimit = 200
    private static let defaultPageSize = 50
    /// As long as counts are kept.
    static let dayLimit = 90
    private static let standardDays = 14
    private static let refusal = "The list can't be shown."

    let errors: ErrorsAPI
    let store: Store
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("errors", .get, gate, needs: .errorsRead, Self.listing, use: list)
        router.on("errors/events/{event}", .get, gate, needs: .errorsRead, Self.showingEvent) { [errors] call in
            .json(
                try await errors.groups.event(
                    call.context.parameters.get("event") ?? "", of: try await errors.projects.visible(to: call.principal).map(\.id)))
        }
        router.on("errors/events/{event}/attachments/{number}", .get, gate, needs: .errorsRead, Self.downloading, use: attachment)
        router.on("errors/releases", .get, gate, needs: .errorsRead, Self.listingReleases, use: releases)
        router.on("errors/{error}", .get, gate, needs: .errorsRead, Self.showing) { call in
            let projects = try await errors.projects.visible(to: call.principal)
            let (group, latest) = try await errors.groups.show(try id(call), of: projects.map(\.id))
            let answers = try await answers([group], of: projects, for: call.principal)
            return .json(versioned: WholeErrorAnswer(error: answers[0], latest: latest))
        }
        router.on("errors/{error}/events", .get, gate, needs: .errorsRead, Self.listingEvents, use: events)
        router.on("errors/{error}", .patch, gate, needs: .errorsManage, Self.changing, use: change)
        router.on("errors/{error}", .delete, gate, needs: .errorsManage, Self.deleting) { [errors] call in
            try await errors.groups.remove(try id(call), of: try await errors.projects.visible(to: call.principal).map(\.id))
            return Response(status: .noContent)
        }
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        var wanted = ErrorQuery(limit: try query.limit(upTo: ErrorGroups.pageLimit) ?? Self.defaultPageSize)
        wanted.project = try query["project"].map { text in
            guard let id = ErrorProjectID(text) else { throw Self.fault("project", "The number of a project.") }
            return id
        }
        wanted.state = try choice("state", in: query)
        wanted.sort = try choice("sort", in: query) ?? .last
        func text(_ name: String) throws(Failure) -> String? {
            try query.filter(name, "at most \(Self.filterLimit) characters") { $0.unicodeScalars.count <= Self.filterLimit ? $0 : nil }
        }
        wanted.text = try text("q")
        wanted.release = try text("release")
        if let cursor = query["cursor"] { try wanted.begin(at: cursor) }
        let projects = try await errors.projects.visible(to: call.principal)
        let page = try await errors.groups.list(wanted, of: projects.map(\.id))
        return .json(ListedAnswer(items: try await answers(page.items, of: projects, for: call.principal), next: .some(page.next)))
    }

    @Sendable private func events(_ call: Call) async throws -> Response {
        let place = try ListPlace(call, upTo: ErrorGroups.pageLimit, standard: Self.defaultPageSize)
        return place.answer(
            try await errors.groups.events(
                of: try id(call), before: place.position.flatMap { Int64($0) }, limit: place.limit,
                in: try await errors.projects.visible(to: call.principal).map(\.id)))
    }

    /// A stranger's bytes: saved and never shown, whatever they say that they are.
    @Sendable private func attachment(_ call: Call) async throws -> Response {
        let found = try await errors.groups.attachment(
            call.context.parameters.get("number").flatMap { Int($0) } ?? -1, of: call.context.parameters.get("event") ?? "",
            in: try await errors.projects.visible(to: call.principal).map(\.id))
        let name = ObjectName(found.name) ?? ObjectName(cleaning: found.name, ending: "bin")
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/octet-stream", .contentLength: String(found.content.count),
                .contentDisposition: "attachment; \(FileRoutes.fileName(name))", .cacheControl: "no-store",
                .contentSecurityPolicy: "default-src 'none'; sandbox",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: found.content)))
    }

    @Sendable private func releases(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        let days = try query.filter("days", "a whole number from 1 to \(Self.dayLimit)") {
            Int($0).flatMap { (1...Self.dayLimit).contains($0) ? $0 : nil }
        }
        var projects = try await errors.projects.visible(to: call.principal)
        if let text = query["project"] {
            guard let id = ErrorProjectID(text) else { throw Self.fault("project", "The number of a project.") }
            projects = projects.filter { $0.id == id }
        }
        let names = Dictionary(uniqueKeysWithValues: projects.map { ($0.id, $0.name) })
        let found = try await errors.groups.releases(of: projects.map(\.id), days: days ?? Self.standardDays)
        return .json(ListedAnswer(items: found.map { ReleaseAnswer(health: $0, projectName: names[$0.project] ?? "") }))
    }

    @Sendable private func change(_ call: Call) async throws -> Response {
        let version = try EntityVersion.expected(by: call.request)
        let change = try await call.request.mergePatch(ErrorChange.self, upTo: Self.bodyLimit, in: call.context)
        if let person = change.assignee ?? nil { try await require(person, in: call.principal.workspaceID) }
        let projects = try await errors.projects.visible(to: call.principal)
        let group = try await errors.groups.change(
            try id(call), of: projects.map(\.id), version: version, state: change.state,
            assignee: change.assignee.map { $0.map { ID(high: $0.high, low: $0.low) } })
        return .json(versioned: try await answers([group], of: projects, for: call.principal)[0])
    }

    private func require(_ person: ID<Person>, in workspace: ID<Workspace>) async throws {
        guard try await store.read({ try People.find(person, of: workspace, in: $0) }) != nil else {
            throw Failure(
                .invalidRequest, "The error was not changed: some fields are not right.",
                fields: [FieldFault("/assigneeId", "There is no such member in this workspace.")])
        }
    }

    private func answers(_ groups: [ErrorGroup], of projects: [ErrorProject], for principal: Principal) async throws -> [ErrorAnswer] {
        let people = Set(groups.compactMap(\.assignee))
        let names: [ID<ErrorAssignee>: String] =
            people.isEmpty
            ? [:]
            : try await store.read { tx in
                try people.reduce(into: [:]) { names, id in
                    names[id] = try People.find(ID<Person>(high: id.high, low: id.low), of: principal.workspaceID, in: tx)?.name.description
                }
            }
        return groups.map { group in
            ErrorAnswer(
                group: group, projectName: projects.first { $0.id == group.project }?.name ?? "",
                assigneeName: group.assignee.flatMap { names[$0] })
        }
    }

    private func id(_ call: Call) throws(Failure) -> ID<ErrorGroup> {
        try call.context.id("error", missing: "There is no such error in this workspace.")
    }

    private func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, in query: Query) throws(Failure) -> Choice?
    where Choice.RawValue == String {
        guard let text = query[name] else { return nil }
        guard let choice = Choice(rawValue: text) else {
            throw Self.fault(name, "One of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return choice
    }

    private static func fault(_ name: String, _ message: String) -> Failure {
        Failure(.invalidRequest, refusal, fields: [FieldFault(name, message)])
    }
}
