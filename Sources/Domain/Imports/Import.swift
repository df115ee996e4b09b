package import Blobs
package import Identity
package import JobQueue
package import Primitives

/// A table that someone has uploaded to make leads of its rows.
package struct Import: Hashable, Sendable {
    package let id: ID<Import>
    package let workspaceId: ID<Workspace>
    package let projectId: ID<Project>
    package let createdBy: ID<Person>?
    package let createdByName: String
    /// Gone a while after the import ended.
    package var fileId: ID<StoredObject>?
    package let fileName: String
    package let byteCount: Int64
    package var state = ImportState.mapping
    package let encoding: TextEncoding
    package let delimiter: Delimiter
    package var hasHeader: Bool
    /// All rows of the file, a header among them.
    package let fileRows: Int
    package var columns: [ImportColumn]
    package var mapping: [Int: ImportField]
    package var options = ImportOptions()
    package var counts = ImportCounts()
    /// Why it failed, in words.
    package var error: String?
    /// The job that works on it, or did so last.
    package var jobId: ID<JobRecord>?
    package var version: Int64 = 1
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    package var finishedAt: Timestamp?

    /// Rows that may become leads.
    package var rowCount: Int { max(0, fileRows - (hasHeader ? 1 : 0)) }

    /// Without the file, nor what was shown of it.
    mutating func forgetFile() {
        fileId = nil
        columns = columns.map { ImportColumn(index: $0.index, name: $0.name, samples: [], guess: $0.guess) }
    }
}

extension Import: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("workspaceId", workspaceId)
            json.member("projectId", projectId)
            json.member("createdBy", createdBy)
            json.member("createdByName", createdByName)
            json.member("fileName", fileName)
            json.member("byteCount", byteCount)
            json.member("hasFile", fileId != nil)
            json.member("state", state)
            json.member("encoding", encoding)
            json.member("delimiter", delimiter)
            json.member("hasHeader", hasHeader)
            json.member("columns", array: columns)
            json.member(
                "mapping",
                object: { json in
                    for (index, field) in mapping.sorted(by: { $0.key < $1.key }) { json.member(named: "\(index)", field) }
                })
            json.member("options", options)
            json.member("counts", counts)
            json.member(
                "progress",
                object: { json in
                    json.member("rows", counts.rows)
                    json.member("total", rowCount)
                })
            json.member("error", error)
            json.member("jobId", jobId)
            json.member("version", version)
            json.member("createdAt", createdAt)
            json.member("updatedAt", updatedAt)
            json.member("finishedAt", finishedAt)
        }
    }
}
