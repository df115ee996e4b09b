import DataStore

/// The process that has a file locked, seen without touching the lock: taking it for a moment could keep a node from starting.
struct LockHolder: Hashable, Sendable {
    /// 0 where it is in another container.
    let processID: Int32

    /// `nil` when nobody holds the file, or there is none.
    init?(ofFile path: String) {
        guard let status = try? FileStatus(of: path), let table = SystemTable.text(of: "/proc/locks") else {
            return nil
        }
        // `1: FLOCK  ADVISORY  WRITE 1234 fe:01:131077 0 EOF` (proc_locks(5)); waiting ones have an arrow.
        let inode = ":\(status.inode)"
        for line in table.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 5, fields[1] == "FLOCK", fields[5].hasSuffix(inode), let id = Int32(fields[4]) else { continue }
            processID = max(id, 0)
            return
        }
        return nil
    }
}
