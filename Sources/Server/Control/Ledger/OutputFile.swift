import Glibc
import Primitives

/// Where a command writes its result: standard output, or a file that is written beside its place and moved there when it is whole.
struct OutputFile {
    private let path: String?
    private let descriptor: Int32

    private var partial: String? { path.map { $0 + ".part" } }

    /// - Parameter path: `nil` is standard output.
    init(_ path: String?) throws(Failure) {
        self.path = path
        guard let path else {
            descriptor = STDOUT_FILENO
            return
        }
        descriptor = open(path + ".part", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path) }
    }

    func write(_ text: String) throws(Failure) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.failure(path ?? "standard output")
            }
            rest = rest.dropFirst(count)
        }
    }

    func finish() throws(Failure) {
        guard let path, let partial else { return }
        guard close(descriptor) == 0, rename(partial, path) == 0 else { throw Self.failure(path) }
    }

    func abandon() {
        guard let partial else { return }
        close(descriptor)
        unlink(partial)
    }

    private static func failure(_ path: String) -> Failure {
        Failure(.unavailable, "\(path) can't be written: \(String(cString: strerror(errno))).")
    }
}
