import Glibc
import Synchronization

/// Makes folders so that they survive a power cut, and remembers which do.
package final class DiskFolders: Sendable {
    /// A forgotten folder only costs one more flush.
    static let memoryLimit = 4_096

    private let durable = Mutex<Set<String>>([])

    /// Makes `folders`, outermost first. That they survive a power cut is for ``flush(_:in:)``.
    func make(_ folders: [String]) throws(BlobError) {
        for folder in folders where !isDurable(folder) { try Self.make(folder) }
    }

    /// Flushes the names in the last of `folders`, and each of them into its parent unless this process did so before; that one exists is no
    /// sign: another thread may have made it and not yet flushed it.
    ///
    /// Innermost first and all at the end: the first flush then takes the names of all with it in one commit of the file system's journal,
    /// and those that follow find nothing left to write. Flushed as they are made, each would be a commit.
    func flush(_ folders: [String], in root: String) throws(BlobError) {
        guard let last = folders.last else { return }
        try Self.sync(last)
        let fresh = zip(folders, [root] + folders).filter { !isDurable($0.0) }
        for (_, parent) in fresh.reversed() { try Self.sync(parent) }
        guard !fresh.isEmpty else { return }
        durable.withLock { durable in
            if durable.count + fresh.count > Self.memoryLimit { durable.removeAll() }
            durable.formUnion(fresh.map(\.0))
        }
    }

    private func isDurable(_ folder: String) -> Bool { durable.withLock { $0.contains(folder) } }

    package static func make(_ folder: String) throws(BlobError) {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw BlobError(errno: errno, "make", folder) }
    }

    /// Flushes the names in a folder.
    package static func sync(_ folder: String) throws(BlobError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BlobError(errno: errno, "open", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw BlobError(errno: errno, "flush", folder) }
    }

    package static func rename(_ source: String, to target: String) throws(BlobError) {
        guard Glibc.rename(source, target) == 0 else { throw BlobError(errno: errno, "rename \(source) to", target) }
    }

    /// Gives a file a second name.
    static func link(_ source: String, as target: String) throws(BlobError) {
        guard Glibc.link(source, target) == 0 else { throw BlobError(errno: errno, "link \(source) as", target) }
    }

    /// Removing what is not there is no fault.
    package static func remove(_ file: String) throws(BlobError) {
        guard unlink(file) == 0 || errno == ENOENT else { throw BlobError(errno: errno, "remove", file) }
    }

    /// The names in a folder, in order; none when the folder is not there.
    package static func names(in folder: String) throws(BlobError) -> [String] {
        guard let stream = opendir(folder) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw BlobError(errno: errno, "list", folder)
        }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw BlobError(errno: errno, "list", folder) }
        return names.sorted()
    }
}
