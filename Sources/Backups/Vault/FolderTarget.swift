import Blobs
import Glibc
import Primitives
import Synchronization

/// A folder of a mounted disk.
package final class FolderTarget: BackupTarget {
    /// What is read and written at a time.
    private static let partByteCount = 1 << 20
    private static let temporaries = "tmp"
    private static let lockName = "lock"

    private let root: String
    /// Those whose names are not flushed yet.
    private let unsettled = Mutex<Set<String>>([])

    package var place: String { root }

    /// - Throws: ``BackupError`` `gone` when there is no such folder. None is made: what is missing may be a disk that is not mounted.
    package init(path: String) throws {
        root = path
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw BackupError(.gone, "The folder \(path) is not there. Make it, or mount the disk that holds it.")
        }
    }

    package func claim() throws -> any Sendable {
        let path = "\(root)/\(Self.lockName)"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if descriptor < 0, errno == EROFS {
            // Nobody writes there, so there is nobody to keep from it.
            return FolderClaim(descriptor: nil)
        }
        guard descriptor >= 0 else { throw Self.translating(BlobError(errno: errno, "make", path)) }
        let claim = FolderClaim(descriptor: descriptor)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw BackupError(.busy, "Another backup, restore or check is at work in \(root). Wait until it has ended.")
        }
        // What a writer left that died: nobody else writes now.
        for name in try names(in: Self.temporaries) { try remove("\(Self.temporaries)/\(name)") }
        return claim
    }

    package func names(in folder: String) throws -> [String] {
        try Self.translating { try DiskFolders.names(in: path(of: folder)) }
    }

    package func byteCount(of name: String) throws -> Int64? {
        var status = stat()
        if stat(path(of: name), &status) == 0 { return Int64(status.st_size) }
        guard errno == ENOENT || errno == ENOTDIR else { throw Self.translating(BlobError(errno: errno, "examine", path(of: name))) }
        return nil
    }

    package func read(_ name: String, _ part: ([UInt8]) throws -> Void) throws {
        let file = try Self.translating { try DiskFile.open(path(of: name)) }
        var offset: Int64 = 0
        while true {
            let bytes = try Self.translating { try file.read(at: offset, count: Self.partByteCount) }
            if bytes.isEmpty { return }
            try part(bytes)
            offset += Int64(bytes.count)
        }
    }

    package func write(_ name: String, _ fill: (_ append: @escaping ([UInt8]) throws -> Void) throws -> Void) throws {
        let draft = path(of: "\(Self.temporaries)/\(Hex.encode(Secret.random(byteCount: 8).revealedBytes))")
        try make(folder: Self.temporaries)
        let file = try Self.translating { try DiskFile.create(draft) }
        do {
            var (written, pace) = (Int64(0), PacedWriting(of: file))
            try fill { bytes in
                try Self.translating { try file.write(bytes) }
                written += Int64(bytes.count)
                pace.wrote(upTo: written)
            }
            try Self.translating { try file.sync() }
            let folder = Self.folder(of: name)
            try make(folder: folder)
            try Self.translating { try DiskFolders.rename(draft, to: path(of: name)) }
            unsettled.withLock { _ = $0.insert(folder) }
        } catch {
            // What can't be removed now is by the next claim.
            unlink(draft)
            throw error
        }
    }

    package func settle() throws {
        let folders = unsettled.withLock { folders in
            defer { folders = [] }
            return folders
        }
        for folder in folders { try Self.translating { try DiskFolders.sync(path(of: folder)) } }
        // Their own names, too.
        for parent in Set(folders.map { Self.folder(of: $0) }) { try Self.translating { try DiskFolders.sync(path(of: parent)) } }
        if !folders.isEmpty { try Self.translating { try DiskFolders.sync(root) } }
    }

    package func remove(_ name: String) throws {
        try Self.translating { try DiskFolders.remove(path(of: name)) }
    }

    private func path(of name: String) -> String { name.isEmpty ? root : "\(root)/\(name)" }

    private func make(folder: String) throws {
        var made = ""
        for part in folder.split(separator: "/") {
            made += made.isEmpty ? String(part) : "/\(part)"
            do {
                try DiskFolders.make(path(of: made))
            } catch  where error.code == .missing {
                throw BackupError(.gone, "The folder \(root) is not there any more. Mount the disk that holds it.")
            } catch {
                throw Self.translating(error)
            }
        }
    }

    private static func folder(of name: String) -> String {
        name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
    }

    private static func translating<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as BlobError {
            throw translating(error)
        }
    }

    private static func translating(_ error: BlobError) -> BackupError {
        switch error.code {
        case .full: BackupError(.full, "The backup folder takes no more bytes (\(error.message)). Free space there, or keep fewer backups.")
        case .readOnly: BackupError(.readOnly, "The backup folder can't be written (\(error.message)).")
        case .missing: BackupError(.missing, error.message)
        case .wrongLength, .changed, .busy, .inputOutput: BackupError(.inputOutput, error.message)
        }
    }
}

/// Ends with the process, however that dies.
private final class FolderClaim: Sendable {
    private let descriptor: Int32?

    init(descriptor: Int32?) { self.descriptor = descriptor }

    deinit {
        guard let descriptor else { return }
        // Not left to closing: a process that is being started at this moment holds the descriptor, too, until it is another program (flock(2)).
        _ = flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
