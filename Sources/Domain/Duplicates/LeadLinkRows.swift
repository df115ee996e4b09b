import DataStore
import Primitives

/// Which leads are linked as maybe the same: a row for each side.
enum LeadLinkRows {
    /// Links both ways; what they were linked by before is joined.
    static func link(_ lead: ID<Lead>, _ other: ID<Lead>, by kinds: [LeadKey.Kind], at now: Timestamp, in tx: WriteTransaction) throws {
        let known: String? = try tx.value("SELECT kinds FROM lead_link WHERE lead_id = ? AND other_id = ?", [lead, other])
        let all = LeadKey.Kind.allCases.filter { kinds.contains($0) || Self.kinds(known ?? "").contains($0) }
        let text = all.map(\.rawValue).joined(separator: ",")
        guard text != known else { return }
        for (one, two) in [(lead, other), (other, lead)] {
            try tx.execute(
                """
                INSERT INTO lead_link (lead_id, other_id, kinds, created_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (lead_id, other_id) DO UPDATE SET kinds = excluded.kinds
                """, [one, two, text, now])
        }
    }

    /// The linked leads that are not in the trash, the newest first.
    static func list(of lead: ID<Lead>, limit: Int = 100, in tx: some SQLReading) throws -> [DuplicateLead] {
        try tx.rows(
            """
            SELECT k.other_id, l.company, k.kinds FROM lead_link AS k JOIN lead AS l ON l.id = k.other_id
            WHERE k.lead_id = ? AND l.deleted_at IS NULL ORDER BY k.other_id DESC LIMIT ?
            """, [lead, limit]
        ).map { DuplicateLead(id: try $0["other_id"], company: try $0["company"], kinds: kinds(try $0["kinds"])) }
    }

    /// Those in the trash, too.
    static func all(of lead: ID<Lead>, in tx: some SQLReading) throws -> [(id: ID<Lead>, kinds: [LeadKey.Kind])] {
        try tx.rows("SELECT other_id, kinds FROM lead_link WHERE lead_id = ?", [lead]).map { (try $0["other_id"], kinds(try $0["kinds"])) }
    }

    static func remove(of lead: ID<Lead>, in tx: WriteTransaction) throws {
        try tx.execute("DELETE FROM lead_link WHERE lead_id = ?", [lead])
        try tx.execute("DELETE FROM lead_link WHERE other_id = ?", [lead])
    }

    private static func kinds(_ text: String) -> [LeadKey.Kind] {
        text.split(separator: ",").compactMap { LeadKey.Kind(rawValue: String($0)) }
    }
}
