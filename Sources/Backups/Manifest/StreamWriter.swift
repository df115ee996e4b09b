import Blobs
import Crypto

/// Cuts what comes into pieces and keeps them in a vault.
struct StreamWriter {
    private let vault: Vault
    private var piece: [UInt8] = []
    private var byteCount: Int64 = 0
    private var pieces: [String] = []
    /// What was written, and not there before.
    private(set) var copiedByteCount: Int64 = 0

    init(to vault: Vault) {
        self.vault = vault
        piece.reserveCapacity(StoredStream.pieceByteCount)
    }

    mutating func append(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = rest.prefix(StoredStream.pieceByteCount - piece.count)
            piece += part
            rest = rest.dropFirst(part.count)
            if piece.count == StoredStream.pieceByteCount { try keep() }
        }
    }

    mutating func finish() throws -> StoredStream {
        if !piece.isEmpty { try keep() }
        return StoredStream(byteCount: byteCount, pieces: pieces)
    }

    private mutating func keep() throws {
        let hash = ContentHash(SHA256.hash(data: piece))
        copiedByteCount += try vault.put(hash, byteCount: Int64(piece.count)) { append in try append(piece) }
        pieces.append(hash.description)
        byteCount += Int64(piece.count)
        piece.removeAll(keepingCapacity: true)
    }
}
