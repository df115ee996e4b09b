import Blobs
import Foundation

/// An export that is read: a folder, or a tar archive, of which only the places of its files are kept.
struct ExportArchive: Sendable {
    private struct Piece: Sendable {
        let path: String
        let offset: Int64
        let byteCount: Int64
    }

    /// More files than a workspace has; their places are held in memory.
    private static let entryLimit = 5_000_000

    let path: String
    /// Of a tar archive.
    private let entries: [String: Piece]?

    /// - Throws: ``PortabilityError`` when it is neither, when it has names that no export has, or ends before its files do.
    init(path: String) throws {
        self.path = path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw PortabilityError(.gone, "There is nothing at \(path), or the node's user may not see it.")
        }
        entries = isFolder.boolValue ? nil : try Self.entries(of: path)
    }

    func byteCount(of name: String) throws -> Int64? {
        if let entries { return entries[name]?.byteCount }
        do {
            return try DiskFile.open("\(path)/\(name)").byteCount()
        } catch {
            guard error.code == .missing else { throw error }
            return nil
        }
    }

    /// Calls `body` with the bytes of a file, a megabyte at a time.
    func read(_ name: String, _ body: ([UInt8]) throws -> Void) throws {
        let piece = try piece(name)
        let file = try DiskFile.open(piece.path)
        var done: Int64 = 0
        while done < piece.byteCount {
            let bytes = try file.read(at: piece.offset + done, count: Int(min(1 << 20, piece.byteCount - done)))
            guard !bytes.isEmpty else { throw PortabilityError(.damaged, "\(name) is shorter than it was.") }
            try body(bytes)
            done += Int64(bytes.count)
        }
    }

    /// Up to `count` bytes of a file from `offset`; none behind its end.
    func read(_ name: String, at offset: Int64, count: Int) throws -> [UInt8] {
        let piece = try piece(name)
        return try DiskFile.open(piece.path).read(
            at: piece.offset + offset, count: Int(min(Int64(count), max(0, piece.byteCount - offset))))
    }

    /// - Throws: ``PortabilityError`` `damaged` past `limit`.
    func whole(_ name: String, limit: Int64) throws -> [UInt8] {
        guard try piece(name).byteCount <= limit else { throw PortabilityError(.damaged, "\(name) is longer than any is.") }
        var all: [UInt8] = []
        try read(name) { all += $0 }
        return all
    }

    private func piece(_ name: String) throws -> Piece {
        guard let count = try byteCount(of: name) else { throw PortabilityError(.damaged, "\(name) is missing.") }
        return entries?[name] ?? Piece(path: "\(path)/\(name)", offset: 0, byteCount: count)
    }

    private static func entries(of path: String) throws -> [String: Piece] {
        let file = try DiskFile.open(path)
        let total = try file.byteCount()
        var entries: [String: Piece] = [:]
        var offset: Int64 = 0
        while offset + Int64(TarHeader.byteCount) <= total {
            guard let header = try TarHeader(try file.read(at: offset, count: TarHeader.byteCount)) else { return entries }
            let start = offset + Int64(TarHeader.byteCount)
            guard header.byteCount <= total - start else {
                throw PortabilityError(
                    .damaged, "The archive says that \(header.name) has \(header.byteCount) bytes, and ends before them.")
            }
            offset = start + header.byteCount + Int64(TarHeader.padding(after: header.byteCount))
            if [".", "", ExportName.storedFolder, ExportName.sumsFolder].contains(header.name) { continue }
            guard ExportName.isKnown(header.name) else {
                throw PortabilityError(.unknown, "The archive has a file \(header.name), which no export has. Nothing was unpacked.")
            }
            guard entries.updateValue(Piece(path: path, offset: start, byteCount: header.byteCount), forKey: header.name) == nil else {
                throw PortabilityError(.damaged, "The archive has \(header.name) twice.")
            }
            guard entries.count <= entryLimit else { throw PortabilityError(.damaged, "The archive has more files than any export.") }
        }
        throw PortabilityError(.damaged, "The archive has no end: it was cut off.")
    }
}
