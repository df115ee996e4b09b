import Crypto
import Primitives

/// Where an export is written, one file after the other: a folder, or one file that `tar` can read. Both grow beside their place and take it at the end.
protocol ExportSink: AnyObject, Sendable {
    /// Where it grows.
    var partialPath: String { get }

    func begin(_ name: String) throws
    func write(_ bytes: [UInt8]) throws
    func end() throws
    /// All of it is on the disk, and in its place, when this returns.
    func finish() throws
    func abandon()
}

extension ExportSink {
    /// Writes one file; answers what is known of it.
    func file(
        _ name: String, lines: Int64? = nil, _ fill: (([UInt8]) throws -> Void) throws -> Void
    ) throws -> ExportManifest.File {
        try begin(name)
        var hasher = SHA256()
        var count: Int64 = 0
        try fill { bytes in
            hasher.update(data: bytes)
            count += Int64(bytes.count)
            try write(bytes)
        }
        try end()
        return ExportManifest.File(name: name, byteCount: count, sha256: Hex.encode(hasher.finalize()), lines: lines)
    }
}
