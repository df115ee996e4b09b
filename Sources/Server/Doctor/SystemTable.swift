import Glibc

/// A table below `/proc`.
enum SystemTable {
    /// `nil` when it can't be read. The system hands a table over in parts of a page: that a part is short is not the end, for which
    /// `String(contentsOfFile:)` takes it.
    static func text(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &part, part.count)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += part[..<count]
        }
    }
}
