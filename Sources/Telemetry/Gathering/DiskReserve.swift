import Glibc

/// The last bytes of a disk, which are the product's: telemetry gives way before they are touched.
package struct DiskReserve: Sendable {
    /// The product's own log of writes may grow as large before it is folded into the database.
    package static let standardByteCount: UInt64 = 256 << 20

    private let path: String
    private let byteCount: UInt64

    package init(path: String, byteCount: UInt64 = standardByteCount) {
        self.path = path
        self.byteCount = byteCount
    }

    /// Whether more than the reserve is free. Where that can't be told it is.
    package var isFree: Bool {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return true }
        return UInt64(facts.f_bavail) * UInt64(facts.f_frsize) > byteCount
    }
}
