/// How an export is written.
package enum ExportFormat: String, Sendable, CaseIterable {
    /// For spreadsheets; begins with a byte order mark, without which Excel does not take it for UTF-8.
    case csv
    /// One lead a line, as the API shows it.
    case jsonLines = "jsonl"

    package var contentType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .jsonLines: "application/jsonl; charset=utf-8"
        }
    }
}
