import Glibc
import NIOPosix
import Tracing

/// The thread on which dossiers are rendered, below all others in priority: a burst of renderings must not slow a page.
package final class RenderThread: Sendable {
    /// Of 19: enough to give way to every request while two cores are busy, and still finish.
    private static let niceness: Int32 = 10

    private let pool = NIOThreadPool(numberOfThreads: 1)

    package init() {
        pool.start()
    }

    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withSpan("pdf.render") { _ in
            try await pool.runIfActive {
                // On Linux this is the calling thread's own priority (setpriority(2), "C library/kernel differences").
                setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness)
                return try work()
            }
        }
    }

    package func shutdown() async throws {
        try await pool.shutdownGracefully()
    }
}
