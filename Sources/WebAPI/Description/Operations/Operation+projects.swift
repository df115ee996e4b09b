import Domain
import HTTPTypes
import Primitives

/// Projects.
extension Operation {
    static let listProjects = Operation(
        id: "listProjects", summary: "List the projects",
        parameters: [
            .init("archived", .oneOf(["exclude", "include", "only"]), "Without the archive if absent."),
            .init("trash", .flag, "The trash in place of what is outside of it."),
        ],
        answers: [.list(Project.self, atMost: ProjectDesk.limit)])

    private static var projectFields: [Shape.Member] {
        [
            .init("description", .nullable(.text(upTo: 2_000))),
            .init("duplicatePolicy", .oneOf(DuplicatePolicy.allCases.map(\.rawValue)), "What becomes of a lead that is there already."),
        ]
    }

    static let createProject = Operation(
        id: "createProject", summary: "Make a project", detail: "With the stages of a new one.",
        body: .members([.init("name", .line(upTo: 120), required: true)] + projectFields), key: .optional,
        answers: [.versioned(Project.self, .created)], hasLocation: true, failures: [.conflict])

    static let showProject = Operation(id: "showProject", summary: "Show a project", answers: [.versioned(Project.self)])

    static let changeProject = Operation(
        id: "changeProject", summary: "Change a project", body: .mergePatch([.init("name", .line(upTo: 120))] + projectFields),
        needsVersion: true, answers: [.versioned(Project.self)], failures: [.conflict])

    static let trashProject = Operation(
        id: "trashProject", summary: "Put a project into the trash", detail: "One that has leads stays, and the refusal says how many.",
        needsVersion: true, failures: [.projectNotEmpty, .projectIsDefault, .conflict])

    static let archiveProject = Operation(
        id: "archiveProject", summary: "Put a project out of the way, with its leads", needsVersion: true,
        answers: [.versioned(Project.self)], failures: [.projectIsDefault, .conflict])

    static let unarchiveProject = Operation(
        id: "unarchiveProject", summary: "Take a project out of the archive", needsVersion: true, answers: [.versioned(Project.self)],
        failures: [.conflict])

    static let restoreProject = Operation(
        id: "restoreProject", summary: "Take a project out of the trash", needsVersion: true, key: .remembered,
        answers: [.versioned(Project.self)], failures: [.conflict])

    static let makeProjectDefault = Operation(
        id: "makeProjectDefault", summary: "Let leads be dropped into this project when none is named", needsVersion: true,
        answers: [.versioned(Project.self)], failures: [.conflict])
}
