import CFiles

/// By what a file is known to be another one than before, without reading it.
struct FileMark: Hashable {
    private let marks: [Int64]

    /// Follows links, as those that certbot changes; `nil` when there is no such file.
    init?(_ path: String) {
        var file = uprising_file()
        guard uprising_look(path, &file) == 0 else { return nil }
        // When the inode was changed, too: a copy that keeps the time of its content is another file all the same.
        marks = [
            file.device, file.inode, file.byte_count, file.written_seconds, file.written_nanoseconds, file.changed_seconds,
            file.changed_nanoseconds,
        ]
    }
}
