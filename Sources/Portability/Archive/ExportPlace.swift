import Blobs
import Foundation

/// Beside its place, under a name that an export which died leaves behind and the next one clears.
struct ExportPlace: Sendable {
    let path: String
    var partial: String { path + ".part" }
    private var parent: String { (path as NSString).deletingLastPathComponent }

    /// - Throws: ``PortabilityError`` `occupied` when anything but an empty folder is there.
    init(_ path: String) throws {
        self.path = path
        let files = FileManager.default
        if let names = try? files.contentsOfDirectory(atPath: path), names.isEmpty {
            try files.removeItem(atPath: path)
        }
        guard !files.fileExists(atPath: path) else {
            throw PortabilityError(.occupied, "\(path) is there already. Name a folder or a .tar that is not; nothing is ever overwritten.")
        }
        if files.fileExists(atPath: partial) { try files.removeItem(atPath: partial) }
    }

    func take() throws {
        try DiskFolders.rename(partial, to: path)
        try DiskFolders.sync(parent.isEmpty ? "." : parent)
    }

    func clear() {
        // What can't be removed now is cleared by the next one.
        try? FileManager.default.removeItem(atPath: partial)
    }
}
