package import Primitives

/// What became of the rows of an import so far, or would become of them.
package struct ImportCounts: Hashable, Sendable, Codable {
    /// Rows that were looked at; the header is none.
    package var rows = 0
    /// Those that became a lead.
    package var good = 0
    /// Those that are not fit to be one; the report has each with its reason.
    package var refused = 0
    /// Those of a lead that was there before, or of an earlier row.
    package var duplicates = 0
    /// Those that an import has brought before.
    package var existing = 0

    package init() {}
}

extension ImportCounts: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("rows", rows)
            json.member("good", good)
            json.member("refused", refused)
            json.member("duplicates", duplicates)
            json.member("existing", existing)
        }
    }
}
