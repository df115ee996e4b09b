/// What `uprising leads import` was told.
package struct LeadsImportOrder: Sendable {
    package let file: String
    /// Name or id.
    package let project: String?
    package let workspace: String?
    /// `column=field` each; the column by its name or number.
    package let mapping: [String]
    package let hasHeader: Bool?
    package let duplicates: String?
    package let tags: [String]
    package let analyzes: Bool
    package let isDry: Bool
    /// Where the refused rows are written.
    package let report: String?

    package init(
        file: String, project: String?, workspace: String?, mapping: [String], hasHeader: Bool?, duplicates: String?, tags: [String],
        analyzes: Bool, isDry: Bool, report: String?
    ) {
        self.file = file
        self.project = project
        self.workspace = workspace
        self.mapping = mapping
        self.hasHeader = hasHeader
        self.duplicates = duplicates
        self.tags = tags
        self.analyzes = analyzes
        self.isDry = isDry
        self.report = report
    }
}
