import Domain
import HTTPTypes
import Primitives

/// Leads: dropping, finding, changing.
extension Operation {
    static let dropLead = Operation(
        id: "dropLead", summary: "Drop a lead",
        detail: """
            Its analysis begins at once. Into a project that merges duplicates, the fields go into the lead that is there, and the answer is \
            200; one that refuses them answers 409 with `leads`.
            """,
        body: .members(
            [.init("company", .line(upTo: 200), required: true)] + leadFields
                + [.init("projectId", .nullable(.id), "The default project if absent."), .init("stageId", .nullable(.id))]),
        key: .optional, answers: [.versioned(Lead.self, .created), .versioned(Lead.self, .ok)], hasLocation: true,
        failures: [.duplicateLead, .conflict, .fieldsRequired])

    /// What can be said of a lead when it is dropped and later.
    private static var leadFields: [Shape.Member] {
        [
            .init("website", .nullable(.text(upTo: 2_000)), "Like `example.com` or `https://example.com`."),
            .init("contactName", .nullable(.text(upTo: 200))), .init("email", .nullable(.email)),
            .init("phone", .nullable(.text(upTo: 60))), .init("notes", .nullable(.text(upTo: 10_000))),
            .init("siren", .nullable(.text(upTo: 64)), "Nine digits, or the fourteen of an establishment."),
            .init("vat", .nullable(.text(upTo: 64)), "With its country: `FR40303265045`."),
            .init("tags", .nullable(.list(.text(upTo: 40), upTo: 20))),
            .init("value", .nullable(.money), "What it may earn; from 0."), .init("ownerId", .nullable(.id), "A member."),
            .init("nextStep", .nullable(.text(upTo: 500))), .init("nextStepDue", .nullable(.moment)),
            .init("remindAt", .nullable(.moment)),
        ]
    }

    static let listLeads = Operation(
        id: "listLeads", summary: "List leads",
        detail: "`cursor` in the answer is the place in the event log from which on events are news to whoever has read this page.",
        parameters: .leadConditions + .page(upTo: Leads.pageLimit), answers: [.json(LeadRoutes.LeadPageAnswer.self)])

    static let exportLeads = Operation(
        id: "exportLeads", summary: "Export leads as one file",
        parameters: [
            .init("format", .oneOf(ExportFormat.allCases.map(\.rawValue)), "CSV if absent.")
        ] + .leadConditions,
        answers: ExportFormat.allCases.map { .bytes(contentType: $0.contentType) })

    static let showLead = Operation(
        id: "showLead", summary: "Show all that is known of a lead",
        detail: "Of a lead that was merged into another one, the refusal names that one in `leadId`.",
        answers: [.versioned(WarRoomAnswer.self)], failures: [.leadMerged])

    static let analyzeLead = Operation(
        id: "analyzeLead", summary: "Analyse a lead again", key: .remembered, answers: [.versioned(Lead.self, .accepted)],
        failures: [.conflict, .leadMerged])

    /// What of a lead can be changed.
    static let leadPatch: [Shape.Member] =
        [.init("company", .line(upTo: 200))] + leadFields + [
            .init("projectId", .id), .init("stageId", .id),
            .init("closeReason", .nullable(.text(upTo: 500)), "Why it was won or lost; only of one that was."),
        ]

    static let changeLead = Operation(
        id: "changeLead", summary: "Change some fields of a lead",
        body: .mergePatch(leadPatch),
        needsVersion: true, answers: [.versioned(Lead.self)], failures: [.leadMerged, .conflict, .fieldsRequired])

    static let trashLead = Operation(
        id: "trashLead", summary: "Put a lead into the trash", needsVersion: true, failures: [.leadMerged, .conflict])

    static let archiveLead = Operation(
        id: "archiveLead", summary: "Put a lead out of the way", needsVersion: true, answers: [.versioned(Lead.self)],
        failures: [.leadMerged, .conflict])

    static let unarchiveLead = Operation(
        id: "unarchiveLead", summary: "Take a lead out of the archive", needsVersion: true, answers: [.versioned(Lead.self)],
        failures: [.leadMerged, .conflict])

    static let restoreLead = Operation(
        id: "restoreLead", summary: "Take a lead out of the trash", needsVersion: true, key: .remembered,
        answers: [.versioned(Lead.self)], failures: [.leadMerged, .conflict])

    static let mergeLead = Operation(
        id: "mergeLead", summary: "Put another lead into this one",
        body: .members([.init("from", .id, required: true), .init("fromVersion", .integer(1...Int64.max), required: true)]),
        needsVersion: true,
        key: .remembered, answers: [.versioned(Lead.self)], failures: [.leadMerged, .conflict])

    static let listLeadHistory = Operation(
        id: "listLeadHistory", summary: "List what was changed of a lead, the newest first",
        parameters: .page(upTo: Leads.pageLimit), answers: [.page(HistoryEntry.self)], failures: [.leadMerged])

    static let listLeadEvents = Operation(
        id: "listLeadEvents", summary: "List the events of a lead that the log still has, the newest first",
        detail: """
            Those of leads that were merged into it are among them, with their ids in `mergedFrom`. What a client missed it gets by its cursor \
            when it joins the lead's room again, not from here.
            """,
        parameters: .page(upTo: Leads.pageLimit), answers: [.page(PastEvent.self)], failures: [.leadMerged])

    static let visitLead = Operation(
        id: "visitLead", summary: "Say what of a lead was seen",
        detail: "For the caller alone, on all their devices. It never goes back.",
        body: .members([
            .init("upTo", .nullable(.id), "The last entry of the history that was seen: `lastChange` of the war room; null for none.")
        ]),
        answers: [.json(LeadVisit.self)], failures: [.leadMerged])

    static let listLeadNews = Operation(
        id: "listLeadNews", summary: "List the leads that others changed since the caller's last visit",
        detail: "Of the 200 leads that the caller was at last. What was changed is in the history of each, behind `seenUpTo`.",
        answers: [.list(LeadNews.self, atMost: LeadNews.visitLimit)])

    static let searchLeads = Operation(
        id: "searchLeads", summary: "Find leads by what is written in them",
        parameters: [
            .init("q", .anyText, "The words; what is too long is cut."),
            .init("limit", .integer(1...Int64(Leads.searchLimit)), "How many at most."),
        ],
        answers: [.json(SearchRoutes.FoundLeadsAnswer.self)])

    static let listAnalyses = Operation(
        id: "listAnalyses", summary: "List the analyses of a lead", answers: [.list(AnalysisVersion.self, atMost: Analyses.keptVersions)],
        failures: [.leadMerged])

    static let showAnalysis = Operation(
        id: "showAnalysis", summary: "Show one analysis", answers: [.json(WholeAnalysis.self)], failures: [.leadMerged])

    static let eraseLead = Operation(
        id: "eraseLead", summary: "Erase a lead for good", detail: "With everything that is kept about it. There is no way back.",
        key: .remembered, answers: [.json(ErasureCounts.self)], failures: [.conflict, .leadMerged])

    static let erasePerson = Operation(
        id: "erasePerson", summary: "Erase a person from all leads", detail: "By address, by phone number, or both.",
        body: .members([.init("email", .nullable(.email)), .init("phone", .nullable(.text(upTo: 60)))]), key: .remembered,
        answers: [.json(ErasureCounts.self)], failures: [.conflict])
}

extension [Operation.Parameter] {
    /// Which leads a list shows, and in which order.
    static var leadConditions: Self {
        [
            .init("status", .oneOf(LeadStatus.allCases.map(\.rawValue)), "How far it is."),
            .init("stage", .id, "The stage in which it stands."),
            .init("owner", .either([.id, .oneOf(["none"])]), "A member, or none."),
            .init("tag", .anyText, "May come several times; the lead has them all."),
            .init("project", .id, "The project."),
            .init("score_min", .integer(0...100), "At least."), .init("score_max", .integer(0...100), "At most."),
            .init("created_after", .either([.moment, .day]), "From that day or moment on."),
            .init("created_before", .either([.moment, .day]), "Before that day or moment."),
            .init("updated_after", .either([.moment, .day]), "Changed from that day or moment on."),
            .init("updated_before", .either([.moment, .day]), "Changed before that day or moment."),
            .init("due_before", .either([.moment, .day]), "The next step is due before."),
            .init("archived", .oneOf(LeadFilter.Archived.allCases.map(\.rawValue)), "Without the archive if absent."),
            .init("trash", .flag, "The trash in place of what is outside of it."),
            .init("q", .anyText, "Words that stand in it; what is too long is cut."),
            .init("sort", .oneOf(LeadSort.allCases.map(\.rawValue)), "The newest first if absent."),
        ]
    }
}
