import Blobs
import Synchronization

/// An export as one tar archive. The length of a file is known when it has been written, and its header is put right then.
final class TarSink: ExportSink {
    private struct State {
        var name = ""
        var byteCount: Int64 = 0
        var headerOffset: Int64 = 0
        var offset: Int64 = 0
    }

    private let place: ExportPlace
    private let file: DiskFile
    private let state = Mutex(State())

    init(_ path: String) throws {
        place = try ExportPlace(path)
        file = try DiskFile.create(place.partial)
    }

    var partialPath: String { place.partial }

    func begin(_ name: String) throws {
        try state.withLock { state in
            state.name = name
            state.byteCount = 0
            state.headerOffset = state.offset
            try append(TarHeader(name: name, byteCount: 0).bytes, &state)
        }
    }

    func write(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            try append(bytes, &state)
            state.byteCount += Int64(bytes.count)
        }
    }

    func end() throws {
        try state.withLock { state in
            try append([UInt8](repeating: 0, count: TarHeader.padding(after: state.byteCount)), &state)
            try file.overwrite(TarHeader(name: state.name, byteCount: state.byteCount).bytes, at: state.headerOffset)
        }
    }

    func finish() throws {
        // Two empty blocks end an archive.
        try state.withLock { try append([UInt8](repeating: 0, count: 2 * TarHeader.byteCount), &$0) }
        try file.sync()
        try place.take()
    }

    func abandon() { place.clear() }

    private func append(_ bytes: [UInt8], _ state: inout State) throws {
        try file.write(bytes)
        state.offset += Int64(bytes.count)
    }
}
