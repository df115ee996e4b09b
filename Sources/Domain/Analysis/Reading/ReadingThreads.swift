import Glibc
import NIOPosix

/// The threads on which pages are taken apart, below all others in priority: reading fifty sites must not slow a request.
///
/// That they are few also bounds memory: a page's markup is held while it is read, and no longer.
enum ReadingThreads {
    private static let count = 2
    /// As for dossiers: enough to give way to every request, and still finish.
    private static let niceness: Int32 = 10

    private static let pool: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: count)
        pool.start()
        return pool
    }()

    static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws -> Value {
        try await pool.runIfActive {
            // On Linux this is the calling thread's own priority (setpriority(2), "C library/kernel differences").
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
            return work()
        }
    }
}
