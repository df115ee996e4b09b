package import NIOCore
import Primitives
import Synchronization

/// One row that a commit inserted, updated or deleted, encoded at most once for each choice of columns, however many hear of it.
package final class RowChange: Sendable {
    /// As in the hosted original: a row of any size fits a table, but not every socket.
    static let byteLimit = 1_048_576
    /// What is kept of a row that is too large: values whose JSON is no longer than this.
    private static let smallValueBytes = 64
    /// Choices of columns whose encodings are kept for the next who wants them; a page has one or two.
    private static let keptLimit = 16
    private static let tooLarge = "[\"Error 413: Payload Too Large\"]"

    package let kind: ChangeKind
    package let table: ChangeTable
    let key: ChangeKey
    /// The row, or the row that was, in the order of the table's columns.
    package let values: [ChangeValue]
    private let committedAt: Timestamp
    private let encoded = Mutex<[ColumnSelection: ByteBuffer]>([:])

    init(_ kind: ChangeKind, of table: ChangeTable, key: ChangeKey, values: [ChangeValue], committedAt: Timestamp) {
        self.kind = kind
        self.table = table
        self.key = key
        self.values = values
        self.committedAt = committedAt
    }

    /// The `data` of a push that shows `selection`.
    package func data(_ selection: ColumnSelection) -> ByteBuffer {
        encoded.withLock { encoded in
            if let known = encoded[selection] { return known }
            var data = encode(selection, valueLimit: .max)
            if data.readableBytes > Self.byteLimit { data = encode(selection, valueLimit: Self.smallValueBytes) }
            if encoded.count < Self.keptLimit { encoded[selection] = data }
            return data
        }
    }

    private func encode(_ selection: ColumnSelection, valueLimit: Int) -> ByteBuffer {
        let columns = table.columns.indices.filter { selection.contains($0) }
        var buffer = ByteBuffer()
        buffer.reserveCapacity(2_048)
        buffer.writeString("{\"schema\":\"\(ChangeTable.schema)\",\"table\":")
        buffer.writeJSONString(table.name)
        buffer.writeString(",\"commit_timestamp\":\"\(committedAt)\",\"type\":\"\(kind.rawValue)\",\"columns\":[")
        for (number, column) in columns.enumerated() {
            buffer.writeString(number == 0 ? "{\"name\":" : ",{\"name\":")
            buffer.writeJSONString(table.columns[column].name)
            buffer.writeString(",\"type\":\"\(table.columns[column].type.rawValue)\"}")
        }
        buffer.writeString("]")
        if kind != .delete {
            buffer.writeString(",\"record\":")
            write(columns, valueLimit: valueLimit, to: &buffer)
        }
        if kind != .insert {
            // Nothing else is kept of the row that was.
            buffer.writeString(",\"old_record\":")
            write([table.primaryKey], valueLimit: valueLimit, to: &buffer)
        }
        buffer.writeString(",\"errors\":\(valueLimit == .max ? "null" : Self.tooLarge)}")
        return buffer
    }

    private func write(_ columns: [Int], valueLimit: Int, to buffer: inout ByteBuffer) {
        buffer.writeString("{")
        var isFirst = true
        for column in columns {
            let start = buffer.writerIndex
            if !isFirst { buffer.writeString(",") }
            buffer.writeJSONString(table.columns[column].name)
            buffer.writeString(":")
            let valueStart = buffer.writerIndex
            buffer.writeJSON(values[column])
            if buffer.writerIndex - valueStart > valueLimit {
                buffer.moveWriterIndex(to: start)
            } else {
                isFirst = false
            }
        }
        buffer.writeString("}")
    }
}

extension ByteBuffer {
    fileprivate mutating func writeJSON(_ value: ChangeValue) {
        switch value {
        case .null: writeString("null")
        case .text(let text): writeJSONString(text)
        case .uuid(let id): writeString("\"\(id)\"")
        case .integer(let number): writeString(String(number))
        case .bool(let flag): writeString(flag ? "true" : "false")
        case .timestamp(let moment): writeString("\"\(moment)\"")
        }
    }
}
