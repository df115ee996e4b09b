import Blobs

/// Bytes of any length, kept in pieces of one size: what two backups have in common is kept once.
package struct StoredStream: Hashable, Sendable, Codable {
    /// Large enough that a gigabyte is a few hundred files, small enough that a day's work leaves most of them as they were.
    static let pieceByteCount = 4 << 20

    let byteCount: Int64
    /// The hashes, in order.
    let pieces: [String]

    /// - Throws nothing: a manifest is checked as a whole; what is no hash here names nothing.
    var sizedPieces: [(hash: ContentHash, byteCount: Int64)] {
        pieces.enumerated().compactMap { position, text in
            ContentHash(text).map { hash in
                (hash, min(Int64(Self.pieceByteCount), byteCount - Int64(position) * Int64(Self.pieceByteCount)))
            }
        }
    }
}
