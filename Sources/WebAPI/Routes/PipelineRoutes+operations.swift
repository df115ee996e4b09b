import Domain
import Primitives

extension PipelineRoutes {
    static let moveLead = Operation(
        id: "moveLead", summary: "Put a lead into a stage, at a place",
        detail: "The lead comes below `after`, else above `before`, else on top; a neighbour that has gone elsewhere is none.",
        body: .members([
            .init("stageId", .id, required: true, "Into which stage it goes; its own for another place in it"),
            .init("after", .nullable(.id), "The lead below which it comes"),
            .init("before", .nullable(.id), "The lead above which it comes"),
            .init("closeReason", .nullable(.text(upTo: 500)), "Why it is won or lost, for a stage of these"),
            .init(
                "fields", .nullable(.object(Operation.leadPatch)),
                "A change of the lead's fields that is made with the move, as PATCH takes it"),
        ]), needsVersion: true, key: .optional, answers: [.versioned(Lead.self)],
        failures: [.invalidRequest, .fieldsRequired, .leadMerged, .conflict])
    private static let leads = Shape.list(
        .object([.init("id", .id, required: true), .init("version", .count, required: true)]), upTo: BulkMove.limit)
    static let moveLeads = Operation(
        id: "moveLeads", summary: "Put many leads on top of a stage",
        detail: "Those that can't go are answered as refused, each with the code that moving it alone would have answered.",
        body: .members([
            .init("stageId", .id, required: true), .init("leads", leads, required: true, "In the order in which they are to stand"),
            .init("closeReason", .nullable(.text(upTo: 500))),
        ]), key: .optional, answers: [.json(BulkOutcome.self)], failures: [.invalidRequest])
    private static let tags = Shape.list(.text(upTo: 40), upTo: 20)
    static let changeLeads = Operation(
        id: "changeLeads", summary: "Change many leads alike",
        body: .members([
            .init("leads", leads, required: true),
            .init(
                "patch",
                .object(
                    Operation.leadPatch + [
                        .init("archive", .flag), .init("trash", .flag), .init("addTags", tags), .init("removeTags", tags),
                    ]), required: true, "The members of PATCH of a lead, and what is for many alone"),
        ]), key: .optional, answers: [.json(BulkOutcome.self)], failures: [.invalidRequest])
    static let showBoard = Operation(
        id: "showBoard", summary: "The leads of a project by stage, with sums",
        detail: "Takes the filters of listing leads; those of project, archive and trash say nothing here.",
        parameters: filters + [.init("limit", .integer(1...Int64(Pipeline.columnLimit)), "How many cards of each stage")],
        answers: [.json(Board.self)])
    static let listColumn = Operation(
        id: "listBoardColumn", summary: "The cards of one stage, from the top down",
        parameters: filters + .page(upTo: Pipeline.columnLimit),
        answers: [.page(Board.Card.self)])
    static let showReport = Operation(
        id: "showPipelineReport", summary: "What went through the stages, and what was won and lost",
        parameters: [
            .init("from", .day, "The first day, in UTC; thirty days before `to` if absent"),
            .init("to", .day, "The last day; today if absent"),
        ], answers: [.json(PipelineReport.self)])
    static let listMoves = Operation(
        id: "listProjectMoves", summary: "What went from stage to stage in a project, the newest first",
        parameters: .page(upTo: Pipeline.movesLimit), answers: [.page(PipelineEvent.self)])
    static let listLeadMoves = Operation(
        id: "listLeadMoves", summary: "From which stage to which a lead went, the newest first",
        parameters: .page(upTo: Pipeline.movesLimit), answers: [.page(PipelineEvent.self)], failures: [.leadMerged])

    /// Those of listing leads that a board heeds.
    private static let filters: [Operation.Parameter] = [
        .init("status", .oneOf(LeadStatus.allCases.map(\.rawValue)), "How far the node's work is"),
        .init("owner", .text(upTo: 36), "The id of a member, or none"),
        .init("stage", .id, "The leads of one stage alone"), .init("tag", .anyText, "May come again: all of them"),
        .init("score_min", .integer(0...100), "The least score"), .init("score_max", .integer(0...100), "The greatest score"),
        .init("value_min", .count, "Minor units, whatever the currency"), .init("stale", .flag, "Only leads that have stood for too long"),
        .init("created_after", .moment, "From that moment on"), .init("created_before", .moment, "Before that moment"),
        .init("updated_after", .moment, "From that moment on"), .init("updated_before", .moment, "Before that moment"),
        .init("due_before", .moment, "Next steps that are due before"), .init("q", .anyText, "Words that stand in the lead"),
    ]
}
