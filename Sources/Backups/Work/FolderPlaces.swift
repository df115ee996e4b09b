import FoundationEssentials

/// Keeps the folder of the backups and the data folder apart: what lies in the other is lost with it, and is backed up into itself.
package enum FolderPlaces {
    /// - Throws: ``BackupError`` `place`.
    package static func requireApart(backups: String, data: String) throws {
        if let fault = fault(backups: backups, data: data) { throw BackupError(.place, fault) }
    }

    /// What is wrong with two places, as a sentence; links are followed, and neither has to be there.
    package static func fault(backups: String, data: String) -> String? {
        let (inner, outer) = (real(backups), real(data))
        if inner == outer || inner.hasPrefix(outer.asFolder) {
            return "The backup folder \(backups) lies in the data folder \(data), and would be lost with it. Name one on another disk."
        }
        if outer.hasPrefix(inner.asFolder) {
            return "The backup folder \(backups) holds the data folder \(data). Name a folder for the backups alone, on another disk."
        }
        return nil
    }

    /// What of a path is there is resolved, and the rest is taken as it is written.
    private static func real(_ path: String) -> String {
        var there = URL(filePath: path).absoluteURL.standardizedFileURL
        var rest: [String] = []
        while !FileManager.default.fileExists(atPath: there.path), there.path != "/" {
            rest.insert(there.lastPathComponent, at: 0)
            there = there.deletingLastPathComponent()
        }
        for part in rest { there = there.resolvingSymlinksInPath().appending(path: part) }
        let text = there.resolvingSymlinksInPath().path
        return text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
    }
}

extension String {
    fileprivate var asFolder: String { hasSuffix("/") ? self : self + "/" }
}
