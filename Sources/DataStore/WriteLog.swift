import Glibc

/// The log of writes (WAL) beside a database, looked at from outside: SQLite holds no lock on this file that closing it here could drop.
package struct WriteLog: Hashable, Sendable {
    package let byteCount: Int64
    /// How often the log was folded into the database and begun anew since it was made (sqlite.org/fileformat2.html §4.1).
    package let restarts: Int64

    /// `nil` where there is none.
    init?(besides path: String) {
        let descriptor = open(path + "-wal", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var state = stat()
        guard fstat(descriptor, &state) == 0 else { return nil }
        byteCount = Int64(state.st_size)
        var header = [UInt8](repeating: 0, count: 16)
        let length = pread(descriptor, &header, header.count, 0)
        restarts = length == header.count ? header[12..<16].reduce(0) { $0 << 8 | Int64($1) } : 0
    }
}
