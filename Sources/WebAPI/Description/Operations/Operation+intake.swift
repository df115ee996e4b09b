import Domain
import HTTPTypes
import Primitives

/// Imports, forms, files.
extension Operation {
    static let createImport = Operation(
        id: "createImport", summary: "Upload a table or a list to make leads of",
        detail: "The body is the file, or a pasted list as JSON.",
        parameters: [
            .init("name", .text(upTo: 500), "What the file is called."), .init("project", .id, "The default project if absent."),
        ],
        body: .bytesOrMembers(contentTypes: ImportRoutes.plainTypes.sorted(), [.init("text", .line(upTo: 1_000_000), required: true)]),
        key: .remembered, answers: [.versioned(Import.self, .created)], hasLocation: true, failures: [.conflict])

    static let listImports = Operation(
        id: "listImports", summary: "List the imports, the newest first", parameters: .page(upTo: Imports.pageLimit),
        answers: [.page(Import.self)])

    static let showImport = Operation(id: "showImport", summary: "Show an import", answers: [.versioned(Import.self)])

    static let changeImport = Operation(
        id: "changeImport", summary: "Say what the columns of a table are, and how rows become leads",
        body: .members(
            [
                .init("mapping", .map(.nullable(.oneOf(ImportField.allCases.map(\.rawValue)))), "By the number of the column, from 0."),
                .init("hasHeader", .nullable(.flag)), .init("options", .object(importOptions(areNullable: false))),
            ] + importOptions(areNullable: true)), needsVersion: true, answers: [.versioned(Import.self)], failures: [.conflict])

    /// Beside the mapping a null is as good as absent; in `options` it is a value, where there can be none.
    private static func importOptions(areNullable: Bool) -> [Shape.Member] {
        func plain(_ shape: Shape) -> Shape { areNullable ? .nullable(shape) : shape }
        return [
            .init("duplicates", .nullable(.oneOf(ImportOptions.Duplicates.allCases.map(\.rawValue))), "As the project says if null."),
            .init("analyze", plain(.flag)), .init("tags", plain(.list(.text(upTo: 40), upTo: 20))),
            .init("ownerId", .nullable(.id)), .init("keyColumn", .nullable(.integer(0...999))),
        ]
    }

    static let removeImport = Operation(
        id: "removeImport", summary: "Remove an import; its leads stay", needsVersion: true, failures: [.conflict])

    static let previewImport = Operation(
        id: "previewImport", summary: "Show the first rows, each with what is wrong with it",
        parameters: [.init("limit", .integer(1...Int64(Imports.previewLimit)), "How many at most.")],
        answers: [.list(Imports.PreviewRow.self, atMost: Imports.previewLimit)], failures: [.conflict])

    static let reportImport = Operation(
        id: "reportImport", summary: "Download the rows that were refused, with the reason of each",
        answers: [.bytes(contentType: "text/csv; charset=utf-8")], failures: [.conflict])

    static let checkImport = Operation(
        id: "checkImport", summary: "Read all of the table without making leads", key: .remembered,
        answers: [.versioned(Import.self, .accepted)], failures: [.conflict])

    static let startImport = Operation(
        id: "startImport", summary: "Make leads of the rows", key: .remembered, answers: [.versioned(Import.self, .accepted)],
        failures: [.conflict])

    static let cancelImport = Operation(
        id: "cancelImport", summary: "Stop an import", detail: "Started again it goes on where it stopped.", key: .remembered,
        answers: [.versioned(Import.self)], failures: [.conflict])

    // MARK: Forms

    private static func formFields(isNew: Bool) -> [Shape.Member] {
        [
            .init("name", .line(upTo: 100), required: isNew), .init("projectId", .nullable(.id), "The default project if absent."),
            .init("language", .nullable(.oneOf(Language.allCases.map(\.rawValue)))),
            .init("thanks", .nullable(.text(upTo: 1_000)), "What who has sent it reads."), .init("enabled", .nullable(.flag)),
            .init("perMinute", .nullable(.integer(1...600)), "How often it may be sent by all visitors together."),
            .init("origins", .nullable(.list(.text(upTo: 300), upTo: 50)), "Web sites that may show it: `https://example.com`."),
            .init(
                "fields",
                .nullable(
                    .list(
                        .object([
                            .init("name", .oneOf(FormField.Name.allCases.map(\.rawValue)), required: true), .init("required", .flag),
                        ]), upTo: 20)), "Company or email has to be there and required."),
        ]
    }

    static let listForms = Operation(
        id: "listForms", summary: "List the public forms", answers: [.list(Form.self, atMost: Forms.countLimit)])

    static let createForm = Operation(
        id: "createForm", summary: "Make a public form by which visitors become leads", body: .members(formFields(isNew: true)),
        key: .optional, answers: [.versioned(Form.self, .created)], hasLocation: true, failures: [.conflict])

    static let changeForm = Operation(
        id: "changeForm", summary: "Change a form", detail: "What is absent stays.", body: .members(formFields(isNew: false)),
        needsVersion: true, answers: [.versioned(Form.self)], failures: [.conflict])

    static let removeForm = Operation(id: "removeForm", summary: "Remove a form; its leads stay", needsVersion: true)

    // MARK: Files

    static let showFileUsage = Operation(
        id: "showFileUsage", summary: "Show how much the workspace stores", answers: [.json(FileUsageAnswer.self)])

    static let listTrash = Operation(
        id: "listTrash", summary: "List what was removed or replaced and can be brought back, the newest first",
        parameters: [
            .init("bucket", .anyText, "Of that bucket alone."),
            .init(
                "prefix", .anyText,
                "How names begin. A page looks at 10,000 versions of the trash: it may be short or empty and have a next all the same."),
        ] + .page(upTo: FileDesk.pageLimit), answers: [.page(TrashedFileAnswer.self)])

    static let emptyTrash = Operation(
        id: "emptyTrash", summary: "Forget for good all that the caller may see of the trash",
        detail: "In parts, each of them a write with an entry in the audit log. What comes into the trash meanwhile stays.",
        answers: [.json(FileDeskRoutes.EmptiedTrashAnswer.self)], failures: [.conflict])

    static let purgeFile = Operation(id: "purgeFile", summary: "Forget one version for good", failures: [.conflict])

    static let restoreFile = Operation(
        id: "restoreFile", summary: "Let a version be a file again",
        body: .optionalMembers([.init("name", .nullable(.text(upTo: 1_024)), "In place of the name that it had.")]), key: .remembered,
        answers: [.json(FileDeskRoutes.RestoredFileAnswer.self)], failures: [.conflict])

    static let revokeLinks = Operation(
        id: "revokeLinks", summary: "End every signed link to a file, or into a bucket, made so far",
        body: .members([
            .init("bucket", .line(upTo: 100), required: true),
            .init("name", .nullable(.text(upTo: 1_024)), "Without one all links into the bucket end, which takes `buckets.manage`."),
        ]), key: .remembered, answers: [.json(FileDeskRoutes.RevokedLinksAnswer.self)], failures: [.conflict, .notFound])
}
