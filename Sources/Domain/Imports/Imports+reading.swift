import Blobs
import DataStore
package import Identity
package import Primitives

/// What is read of the file itself.
extension Imports {
    /// A row as a person sees it before it is imported.
    package struct PreviewRow: Sendable, JSONWritable {
        let line: Int
        let cells: [String]
        /// What is wrong with it, if it can't be a lead.
        let reason: String?

        package func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("line", line)
                json.member("cells", array: cells)
                json.member("reason", reason)
            }
        }
    }

    /// The first rows of the file, without its header, each with what is wrong by the mapping of this moment.
    package func preview(_ id: ID<Import>, for principal: Principal, limit: Int) async throws -> [PreviewRow] {
        let value = try await show(id, for: principal)
        let limit = min(max(limit, 1), Self.previewLimit)
        let reading = RowReading(value, currency: try await currency(of: value))
        return try await first(limit + 1, of: value).dropFirst(value.hasHeader ? 1 : 0).prefix(limit).map { row in
            PreviewRow(line: row.line, cells: row.cells(in: value.encoding), reason: reading.read(row).refusal)
        }
    }

    /// Of amounts that name none: the workspace's.
    func currency(of value: Import) async throws -> Currency {
        try await store.read { tx in try Workspaces.find(value.workspaceId, in: tx)?.currency } ?? .euro
    }

    func sample(of value: Import) async throws -> [[String]] {
        try await first(TableScan.sampleRows, of: value).map { $0.cells(in: value.encoding) }
    }

    private func first(_ count: Int, of value: Import) async throws -> [TableRow] {
        var rows: [TableRow] = []
        try await forEachChunk(of: value) { chunk in
            rows += chunk
            return rows.count < count
        }
        return Array(rows.prefix(count))
    }

    /// The rows of the file, some at a time, until `body` answers false.
    func forEachChunk(of value: Import, _ body: ([TableRow]) async throws -> Bool) async throws {
        guard let fileId = value.fileId, let object = try await store.read({ [blobs] in try blobs.find(fileId, in: $0) }) else {
            throw Failure(.notFound, "The file of this import is not kept any more.")
        }
        var reader = TableReader(encoding: value.encoding, delimiter: value.delimiter)
        for try await bytes in try await blobs.open(object).chunks() {
            guard try await body(try reader.feed(bytes)) else { return }
        }
        _ = try await body(try reader.finish())
    }

    /// The refused rows of an import as CSV.
    ///
    /// - Throws: ``Failure`` `notFound`, also when the file is not kept any more.
    package func report(of id: ID<Import>, for principal: Principal) async throws -> ImportReport {
        let value = try await show(id, for: principal)
        guard let fileId = value.fileId, let object = try await store.read({ [blobs] in try blobs.find(fileId, in: $0) }) else {
            throw Failure(.notFound, "The file of this import is not kept any more.")
        }
        return ImportReport(value, chunks: try await blobs.open(object).chunks(), store: store)
    }
}

extension RowReading.Reading {
    /// Why the row can't be a lead; `nil` when it can.
    var refusal: String? {
        if let fault { return fault }
        do throws(Failure) {
            _ = try draft.accepted()
            return nil
        } catch {
            return error.reason
        }
    }
}

extension Failure {
    /// All faults in one line.
    var reason: String {
        guard !fields.isEmpty else { return message }
        return fields.map { "\($0.pointer.drop { $0 == "/" }): \($0.message)" }.joined(separator: " ")
    }
}
