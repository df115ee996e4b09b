import DataStore
import Primitives

/// The table of what was sent with reports: SQL and row mapping, nothing else.
enum AttachmentRows {
    private static let step = 50

    /// To be called when the report has its row; the contents are packed.
    static func insert(_ event: ErrorEvent, in tx: WriteTransaction) throws {
        let contents = event.items.enumerated().compactMap { position, item in item.content.map { (position: position, content: $0) } }
        guard !contents.isEmpty,
            let number: Int64 = try tx.value(
                "SELECT number FROM error_event WHERE project_id = ? AND event_id = ?", [event.project, event.id])
        else { return }
        for (position, content) in contents {
            try tx.execute(
                "INSERT INTO error_attachment (event_number, position, byte_count, content) VALUES (?, ?, ?, ?)",
                [number, position, content.count, content] as [any SQLConvertible])
        }
        try grow(by: contents.reduce(0) { $0 + $1.content.count }, in: tx)
    }

    /// As it was sent; `nil` when it is not kept.
    static func find(_ position: Int, of event: Int64, in tx: some SQLReading) throws -> [UInt8]? {
        let packed: [UInt8]? = try tx.value(
            "SELECT content FROM error_attachment WHERE event_number = ? AND position = ?", [event, position] as [any SQLConvertible])
        return packed.flatMap(unpack)
    }

    static func all(of event: Int64, in tx: some SQLReading) throws -> [[UInt8]] {
        try tx.rows("SELECT content FROM error_attachment WHERE event_number = ? ORDER BY position", [event]).compactMap {
            unpack(try $0["content"])
        }
    }

    /// The places of those that are kept.
    static func positions(of event: Int64, in tx: some SQLReading) throws -> Set<Int> {
        Set(try tx.rows("SELECT position FROM error_attachment WHERE event_number = ?", [event]).map { try $0["position"] as Int })
    }

    static func delete(of event: Int64, in tx: WriteTransaction) throws {
        let size: Int = try tx.value("SELECT coalesce(sum(byte_count), 0) FROM error_attachment WHERE event_number = ?", [event]) ?? 0
        guard size > 0 else { return }
        try tx.execute("DELETE FROM error_attachment WHERE event_number = ?", [event])
        try grow(by: -size, in: tx)
    }

    /// Takes away the oldest until so many bytes are free.
    static func makeRoom(of bytes: Int, in tx: WriteTransaction) throws {
        var freed = 0
        while freed < bytes {
            let rows = try tx.rows("SELECT id, byte_count FROM error_attachment ORDER BY id LIMIT \(step)")
            guard !rows.isEmpty else { break }
            for row in rows where freed < bytes {
                freed += try row["byte_count"]
                try tx.execute("DELETE FROM error_attachment WHERE id = ?", [try row["id"] as Int64])
            }
        }
        try grow(by: -freed, in: tx)
    }

    static func byteCount(in tx: some SQLReading) throws -> Int {
        try tx.value("SELECT byte_count FROM error_attachment_size") ?? 0
    }

    private static func grow(by size: Int, in tx: WriteTransaction) throws {
        try tx.execute("UPDATE error_attachment_size SET byte_count = max(0, byte_count + ?)", [size])
    }

    private static func unpack(_ bytes: [UInt8]) -> [UInt8]? {
        PackedBytes.unpack(bytes, limit: EnvelopeReader.Limits.attachmentBytes)
    }
}
