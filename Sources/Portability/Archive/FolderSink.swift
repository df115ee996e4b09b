import Blobs
import Synchronization

/// An export as a folder.
final class FolderSink: ExportSink {
    private struct State {
        var folders: Set<String> = []
        var file: DiskFile?
    }

    private let place: ExportPlace
    private let state = Mutex(State())

    init(_ path: String) throws {
        place = try ExportPlace(path)
        try DiskFolders.make(place.partial)
    }

    var partialPath: String { place.partial }

    func begin(_ name: String) throws {
        try state.withLock { state in
            if let slash = name.lastIndex(of: "/") {
                let folder = "\(place.partial)/\(name[..<slash])"
                if state.folders.insert(folder).inserted { try DiskFolders.make(folder) }
            }
            state.file = try DiskFile.create("\(place.partial)/\(name)")
        }
    }

    func write(_ bytes: [UInt8]) throws { try state.withLock { try $0.file?.write(bytes) } }

    func end() throws {
        try state.withLock { state in
            try state.file?.sync()
            state.file = nil
        }
    }

    func finish() throws {
        for folder in state.withLock({ $0.folders }) { try DiskFolders.sync(folder) }
        try DiskFolders.sync(place.partial)
        try place.take()
    }

    func abandon() { place.clear() }
}
