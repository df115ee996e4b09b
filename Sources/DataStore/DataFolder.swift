import FoundationEssentials
import Glibc

/// The folder that holds everything a node keeps, locked for one process.
///
/// The lock is the kernel's (`flock`), so it ends with the process however that dies; the file names the holder for people.
package final class DataFolder: Sendable {
    /// Bytes of the folder's whole path. SQLite opens files whose paths have up to 504 (`MAX_PATHNAME` in its os_unix.c); what lies deepest
    /// here, a database within a scratch folder, takes some thirty of them, and a folder that is restored has a longer name meanwhile.
    package static let pathLimit = 460

    package let path: String
    private let lockDescriptor: Int32

    package var databasePath: String { path + "/uprising.sqlite" }
    /// Logs, traces, metrics and errors: what the node can lose without losing anybody's work.
    package var telemetryPath: String { path + "/telemetry.sqlite" }
    /// Where a process that crashes leaves its backtrace.
    package var crashesPath: String { path + "/crashes" }
    package var blobsPath: String { path + "/blobs" }
    /// The root secret of a node without configuration.
    package var secretPath: String { path + "/secret.key" }
    /// What the clock told last.
    package var clockPath: String { path + "/clock.json" }
    package var controlSocketPath: String { path + "/control.sock" }

    /// Creates the folder if needed (mode 0700) and takes its lock.
    ///
    /// - Throws: ``StoreError`` `locked` with the holder's process id, or `readOnly` when the folder can't be made or written.
    package init(path: String) throws(StoreError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreError(.readOnly, "the data folder \(path) can't be made: \(error)")
        }
        lockDescriptor = try Self.lock(path + "/uprising.lock", folder: path)
    }

    /// Why no data folder can be at `path`, in words that follow its name; `nil` where one can. To be asked before anything is written.
    package static func fault(ofPath path: String) -> String? {
        let count = URL(filePath: path).absoluteURL.path.utf8.count
        guard count > pathLimit else { return nil }
        return "its whole path has \(count) bytes, and a database can be opened where it has at most \(pathLimit); name a folder that lies "
            + "less deep"
    }

    /// Whether a process holds the folder at `path`. Nothing is written; who comes to take it at this moment waits for nobody, and may be told
    /// that it is held.
    package static func isHeld(_ path: String) -> Bool {
        let descriptor = open(path + "/uprising.lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { giveBack(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }

    deinit {
        Self.giveBack(lockDescriptor)
    }

    /// Closing alone is not enough: a process that is being started at this moment holds the descriptor, too, until it is another program (flock(2)).
    private static func giveBack(_ descriptor: Int32) {
        _ = flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func lock(_ file: String, folder: String) throws(StoreError) -> Int32 {
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(.readOnly, "the data folder \(folder) can't be written: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            defer { close(descriptor) }
            var text = [UInt8](repeating: 0, count: 20)
            let length = read(descriptor, &text, text.count)
            let holder = String(decoding: text.prefix(max(0, length)), as: UTF8.self).filter(\.isNumber)
            throw StoreError(.locked, "the data folder \(folder) is held by process \(holder); stop it or name another DATA_DIR")
        }
        let holder = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, write(descriptor, holder, holder.count) == holder.count else {
            defer { close(descriptor) }
            throw StoreError(.diskFull, "the data folder \(folder) takes no more bytes: \(String(cString: strerror(errno)))")
        }
        return descriptor
    }
}
