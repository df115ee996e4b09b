import AsyncAlgorithms
import DataStore
import FoundationEssentials
import Glibc
import Logging
import ServiceLifecycle

/// Tells the service manager how the node does, by the datagrams of sd_notify(3): that it answers, that it still does, that it stops.
///
/// When it falls silent longer than the manager's watchdog allows, the manager starts it again.
struct ServiceManager: Service {
    private let address: sockaddr_un
    private let addressLength: socklen_t
    private let watchdog: Duration?
    private let store: Store
    private let logger: Logger

    /// - Parameter environment: with what the manager set: `NOTIFY_SOCKET`, a path or an abstract name (`@…`), and `WATCHDOG_USEC`.
    /// - Returns: `nil` when there is no manager that listens.
    init?(environment: [String: String], store: Store, logger: Logger) {
        guard let name = environment["NOTIFY_SOCKET"], let (address, length) = Self.address(name) else { return nil }
        self.address = address
        addressLength = length
        watchdog = environment["WATCHDOG_USEC"].flatMap { Int64($0) }.flatMap { $0 > 0 ? .microseconds($0) : nil }
        self.store = store
        self.logger = logger
    }

    /// Connections are accepted.
    func isReady() { send("READY=1") }

    func run() async throws {
        if let watchdog {
            // A third of what is allowed, so that one that comes late is no death.
            for await _ in AsyncTimerSequence(interval: watchdog / 3, clock: .continuous).cancelOnGracefulShutdown() {
                if await readsDatabase() { send("WATCHDOG=1") }
            }
        } else {
            try? await gracefulShutdown()
        }
        send("STOPPING=1")
    }

    private func readsDatabase() async -> Bool {
        do {
            return try await store.read { try $0.value("SELECT 1") == 1 }
        } catch {
            logger.error("the database can't be read, so the watchdog is not fed", metadata: ["error": "\(error)"])
            return false
        }
    }

    private func send(_ state: String) {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let sent = withUnsafePointer(to: address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                state.utf8.withContiguousStorageIfAvailable {
                    sendto(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL), address, addressLength)
                } ?? -1
            }
        }
        if sent < 0 {
            logger.warning(
                "the service manager was not told", metadata: ["state": "\(state)", "reason": "\(String(cString: strerror(errno)))"])
        }
    }

    private static func address(_ name: String) -> (sockaddr_un, socklen_t)? {
        var bytes = Array(name.utf8)
        var address = sockaddr_un()
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard bytes.count > 1, bytes.count < capacity, bytes[0] == UInt8(ascii: "/") || bytes[0] == UInt8(ascii: "@") else { return nil }
        // An abstract name begins with a zero byte and has no end of its own (unix(7)).
        if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
        return (address, socklen_t(offset + bytes.count))
    }
}
