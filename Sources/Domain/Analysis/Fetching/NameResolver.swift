import Glibc
package import NIOCore
import NIOPosix

/// Turns a host name into addresses, away from the event loops.
package struct NameResolver: Sendable {
    /// In the order of preference; empty when the name does not exist.
    let addresses: @Sendable (_ host: String) async throws -> [NetworkAddress]

    package init(addresses: @escaping @Sendable (_ host: String) async throws -> [NetworkAddress]) {
        self.addresses = addresses
    }

    /// More than a site has; a name with hundreds of addresses is a trick.
    static let maximumAddresses = 8

    /// `getaddrinfo`, given up on after `limit`. The call itself can't be interrupted: it ends by the system's own time-out
    /// (`resolv.conf`), on one of four threads kept for it, so a dead name server never holds up file or socket work.
    package static func system(group: any EventLoopGroup, limit: Duration = .seconds(5)) -> NameResolver {
        NameResolver { host in
            let promise = group.any().makePromise(of: [NetworkAddress].self)
            let timeout = promise.futureResult.eventLoop.scheduleTask(in: .nanoseconds(limit.nanoseconds)) {
                promise.fail(LookupTimeout())
            }
            threads.submit { state in
                // A promise ignores what comes after its first result.
                state == .active ? promise.succeed(lookUp(host)) : promise.fail(CancellationError())
            }
            defer { timeout.cancel() }
            return try await promise.futureResult.get()
        }
    }

    struct LookupTimeout: Error {}

    private static let threads: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 4)
        pool.start()
        return pool
    }()

    private static func lookUp(_ host: String) -> [NetworkAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        var status = getaddrinfo(host, nil, &hints, &list)
        if status != 0 {
            // AI_ADDRCONFIG ignores loopback interfaces, and would hide `localhost` on a machine without a network.
            hints.ai_flags = 0
            status = getaddrinfo(host, nil, &hints, &list)
        }
        guard status == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var result: [NetworkAddress] = []
        var next = list
        while let entry = next, result.count < maximumAddresses {
            if let pointer = entry.pointee.ai_addr, let address = NetworkAddress(pointer), !result.contains(address) {
                result.append(address)
            }
            next = entry.pointee.ai_next
        }
        return result
    }
}

extension Duration {
    /// Whole nanoseconds, for NIO's `TimeAmount`.
    var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
