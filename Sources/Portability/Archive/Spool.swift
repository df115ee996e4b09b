import Blobs
import Foundation

/// Bytes that wait on the disk, since an export has one file open at a time: what is said of each line comes behind all of them.
///
/// The file has no name, so it goes with the process, however that ends.
final class Spool {
    /// Bytes that are gathered before they are written.
    private static let turnByteCount = 1 << 18

    private let file: DiskFile
    private var pending: [UInt8] = []
    private var begin: Int64 = 0
    private var end: Int64 = 0

    /// - Parameter path: of the export; the disk has to have room beside it.
    init(besides path: String) throws {
        let name = path + ".spool"
        // Of a process that died between the next two lines.
        if FileManager.default.fileExists(atPath: name) { try FileManager.default.removeItem(atPath: name) }
        file = try DiskFile.create(name)
        try FileManager.default.removeItem(atPath: name)
    }

    func append(_ bytes: some Collection<UInt8>) throws {
        pending += bytes
        if pending.count >= Self.turnByteCount { try flush() }
    }

    /// Calls `body` with what was appended since the last time, in parts.
    func drain(_ body: ([UInt8]) throws -> Void) throws {
        try flush()
        while begin < end {
            let bytes = try file.read(at: begin, count: Int(min(Int64(Self.turnByteCount), end - begin)))
            guard !bytes.isEmpty else { throw PortabilityError(.inputOutput, "What was written beside the export can't be read again.") }
            try body(bytes)
            begin += Int64(bytes.count)
        }
    }

    private func flush() throws {
        try file.write(pending)
        end += Int64(pending.count)
        pending.removeAll(keepingCapacity: true)
    }
}
