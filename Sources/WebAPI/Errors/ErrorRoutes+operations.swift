import HTTPTypes
import Primitives
import Telemetry

extension ErrorRoutes {
    static let listing = Operation(
        id: "listErrors", summary: "The errors of the workspace",
        parameters: [
            .init("project", .pattern("^[1-9][0-9]{0,17}$", upTo: 18), "Only those of that project"),
            .init("state", .oneOf(ErrorGroup.State.allCases.map(\.rawValue)), "Only those in that state"),
            .init("q", .text(upTo: filterLimit), "Words of title, value or place"),
            .init("release", .text(upTo: filterLimit), "Only those first or last seen in that release"),
            .init("sort", .oneOf(ErrorQuery.Sort.allCases.map(\.rawValue)), "The most recent, newest, most frequent or widest first"),
        ] + .page(upTo: ErrorGroups.pageLimit),
        answers: [.page(ErrorAnswer.self)])
    static let showing = Operation(
        id: "getError", summary: "An error with its latest report", answers: [.versioned(WholeErrorAnswer.self)])
    static let listingEvents = Operation(
        id: "listErrorEvents", summary: "The reports of an error that are kept, the newest first",
        detail: "Of an error that comes in a loop some reports a minute are kept whole; all are counted.",
        parameters: .page(upTo: ErrorGroups.pageLimit), answers: [.page(EventSummary.self)])
    static let showingEvent = Operation(
        id: "getErrorEvent", summary: "A report as its SDK sent it, without secrets",
        parameters: [.init("event", .pattern("^[0-9a-fA-F-]{32,36}$", upTo: 36), in: .path, required: true, "The id that the SDK gave it")],
        answers: [.json(StoredReport.self)])
    static let downloading = Operation(
        id: "downloadErrorAttachment", summary: "What was sent with a report, to be saved",
        detail: "As it was sent, and nothing taken out of it. Only what the report shows as `kept` is there.",
        parameters: [
            .init("event", .pattern("^[0-9a-fA-F-]{32,36}$", upTo: 36), in: .path, required: true, "The id that the SDK gave it"),
            .init("number", .pattern("^[0-9]{1,3}$", upTo: 3), in: .path, required: true, "Its number among the report's attachments"),
        ], answers: [.bytes(contentType: "application/octet-stream")])
    static let listingReleases = Operation(
        id: "listErrorReleases", summary: "How the sessions of each release went, those seen last first",
        detail: """
            What SDKs report of sessions. `crashFreeSessions` and `crashFreePeople` are from 0 to 1, and null of none. People are those of each \
            day, added up.
            """,
        parameters: [
            .init("project", .pattern("^[1-9][0-9]{0,17}$", upTo: 18), "Only those of that project"),
            .init("days", .integer(1...Int64(dayLimit)), "Of how many days, today included; 14 without it"),
        ], answers: [.list(ReleaseAnswer.self, atMost: ErrorGroups.releaseLimit)])
    static let changing = Operation(
        id: "changeError", summary: "Resolve, ignore or reopen an error, or give it to somebody",
        body: .mergePatch([
            .init("state", .oneOf(ErrorGroup.State.allCases.map(\.rawValue)), "A resolved one that is reported again is a regression"),
            .init("assigneeId", .nullable(.id), "A member of the workspace, or nobody"),
        ]), needsVersion: true, answers: [.versioned(ErrorAnswer.self)])
    static let deleting = Operation(id: "deleteError", summary: "Delete an error with its reports")
}
