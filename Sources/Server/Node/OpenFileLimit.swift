import Glibc

/// How many files and sockets this process may have open.
enum OpenFileLimit {
    /// Raises it to what the system allows at most: a shell starts programs with 1,024, which a busy room alone exceeds.
    static func raise() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        // When this is refused the limit stays what it was, and connections past it are refused by the kernel.
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
