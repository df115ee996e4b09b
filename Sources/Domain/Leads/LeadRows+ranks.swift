import DataStore
import Primitives

/// The places of leads in a stage; those in the archive and the trash keep theirs.
extension LeadRows {
    /// `nil` for a lead that is not there.
    static func rank(of lead: ID<Lead>, in stage: ID<Stage>, _ tx: some SQLReading) throws -> Rank? {
        try tx.value("SELECT rank FROM lead WHERE id = ? AND stage_id = ?", [lead, stage])
    }

    static func rank(
        next rank: Rank, _ lead: ID<Lead>, besides other: ID<Lead>, in stage: ID<Stage>, _ tx: some SQLReading
    ) throws -> Rank? {
        try tx.value(
            "SELECT rank FROM lead WHERE stage_id = ? AND (rank, id) > (?, ?) AND id <> ? ORDER BY rank, id LIMIT 1",
            [stage, rank, lead, other])
    }

    static func rank(
        previous rank: Rank, _ lead: ID<Lead>, besides other: ID<Lead>, in stage: ID<Stage>, _ tx: some SQLReading
    ) throws -> Rank? {
        try tx.value(
            "SELECT rank FROM lead WHERE stage_id = ? AND (rank, id) < (?, ?) AND id <> ? ORDER BY rank DESC, id DESC LIMIT 1",
            [stage, rank, lead, other])
    }

    /// The rank of the lead on top of a stage.
    static func firstRank(in stage: ID<Stage>, besides other: ID<Lead>, _ tx: some SQLReading) throws -> Rank? {
        try tx.value("SELECT rank FROM lead WHERE stage_id = ? AND id <> ? ORDER BY rank, id LIMIT 1", [stage, other])
    }
}
