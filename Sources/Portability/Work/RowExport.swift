import Blobs
import Crypto
import DataStore
import Domain
import Foundation
import Identity
import Primitives

/// Writes the rows of a workspace as one read transaction sees them.
final class RowExport {
    /// Bytes that are gathered before they are written.
    private static let turnByteCount = 1 << 18

    private let workspace: ID<Workspace>
    private let sink: any ExportSink
    private let masking: Masking?
    private let step: @Sendable () throws -> Void
    /// The stored files that the rows name, each once, under the hashes that they have in the export.
    private(set) var stored: [String: StoredContent] = [:]
    private(set) var rowCount: Int64 = 0

    /// Bytes that go under `files/`: a file of the node, or what stands in its place.
    struct StoredContent {
        let original: StoredFile
        let masked: MaskedFile?
    }

    init(_ workspace: ID<Workspace>, to sink: any ExportSink, masking: Masking?, step: @escaping @Sendable () throws -> Void) {
        self.workspace = workspace
        self.sink = sink
        self.masking = masking
        self.step = step
    }

    func run(_ tx: ReadTransaction) throws -> [ExportManifest.File] {
        var files: [ExportManifest.File] = []
        let sums = try Spool(besides: sink.partialPath)
        var described: [(PortableTable, [PortableColumn], [String: String])] = []
        for table in PortableTables.all {
            try step()
            let columns = try table.columns(in: tx)
            let parents = try tx.rows("SELECT \"from\" AS name, \"table\" AS parent FROM pragma_foreign_key_list(?)", [table.table])
            described.append(
                (table, columns, try parents.reduce(into: [:]) { $0[try $1["name"] as String] = try $1["parent"] as String }))
            if masking != nil, table.isPersonal { continue }
            files += try write(table, columns, sums, tx)
        }
        let description = SchemaDescription(tables: described.map { (table: $0.0, columns: $0.1, foreignKeys: $0.2) }).text
        files.append(try sink.file(ExportName.description) { try $0(description) })
        return files
    }

    private func write(
        _ table: PortableTable, _ columns: [PortableColumn], _ sums: Spool, _ tx: ReadTransaction
    ) throws -> [ExportManifest.File] {
        let line = PortableLine(columns)
        let values = columns.map { "\(table.expressions[$0.name] ?? "t.\($0.name)") AS \($0.name)" }.joined(separator: ", ")
        var (count, chain): (Int64, MaskedLedger?) = (0, masking.map { MaskedLedger(masking: $0, workspace: workspace) })
        var rows = try sink.file(ExportName.rows(table)) { write in
            var pending: [UInt8] = []
            try tx.forEach("SELECT \(values) FROM \(table.source)", [workspace]) { row in
                let row = try prepared(row, of: table, columns, &chain, tx)
                let start = pending.count
                line.append(row, to: &pending)
                try sums.append((Self.sum(of: pending[start...]) + "\n").utf8)
                count += 1
                if pending.count >= Self.turnByteCount {
                    try step()
                    try write(pending)
                    pending.removeAll(keepingCapacity: true)
                }
            }
            try write(pending)
        }
        rows = ExportManifest.File(name: rows.name, byteCount: rows.byteCount, sha256: rows.sha256, lines: count)
        rowCount += count
        return [rows, try sink.file(ExportName.sums(table)) { try sums.drain($0) }]
    }

    /// Of a line with its end: enough digits to find the one that is not as it was.
    static func sum(of line: ArraySlice<UInt8>) -> String { Hex.encode(SHA256.hash(data: line).prefix(8)) }

    private func prepared(
        _ values: [SQLValue], of table: PortableTable, _ columns: [PortableColumn], _ chain: inout MaskedLedger?, _ tx: ReadTransaction
    ) throws -> [SQLValue] {
        var row: [String: SQLValue] = [:]
        if masking != nil || table.table == "blob_object" {
            row = Dictionary(uniqueKeysWithValues: zip(columns.map(\.name), values))
        }
        if table.table == "blob_object" { row["sha256"] = try note(row) }
        guard let masking else { return values }
        if table.table == "person", let email = row["email_normalized"]?.text, masking.keptMembers.contains(email) { return values }
        let before = row
        for column in columns {
            guard column.form == .text || column.form == .json || column.form == .bytes, let value = row[column.name],
                let mask = table.mask(of: column.name)
            else { continue }
            row[column.name] = masking.value(value, by: mask, in: before)
        }
        if table.table == "ledger_transaction" { try chain?.seal(&row, in: tx) }
        return columns.map { row[$0.name] ?? .null }
    }

    /// Remembers the bytes of a stored file; answers the hash that they have in the export.
    private func note(_ row: [String: SQLValue]) throws -> SQLValue {
        guard let hash = row["sha256"]?.text, let content = ContentHash(hash), case .integer(let count) = row["byte_count"],
            let type = row["content_type"]?.text
        else { throw PortabilityError(.source, "A stored file has no hash in the database. `uprising verify` says more.") }
        let original = StoredFile(space: ID(of: workspace), hash: content, byteCount: count)
        guard let masking else {
            stored[hash] = StoredContent(original: original, masked: nil)
            return .text(hash)
        }
        let masked = MaskedFile(of: hash, contentType: type, byteCount: count, by: masking)
        let name = masked.hash.description
        stored[name] = StoredContent(original: original, masked: masked)
        return .text(name)
    }
}

extension PortableTable {
    /// Those that are exported.
    func columns(in tx: some SQLReading) throws -> [PortableColumn] {
        try PortableColumn.list(of: table, in: tx).filter { left[$0.name] == nil }
    }
}
