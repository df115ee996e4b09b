import FoundationEssentials
import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#endif

/// Opens the socket that a service accepts on.
enum ListeningSocket {
    static func bind(_ bootstrap: ServerBootstrap, to address: ListenAddress, backlog: Int32) async throws -> any Channel {
        switch address {
        case .tcp(let host, let port): try await bootstrap.bind(host: host, port: port).get()
        case .unix(let path): try await bootstrap.withBoundSocket(unixSocket(at: path, backlog: backlog)).get()
        }
    }

    /// Takes a socket file away after its listener has been closed.
    static func remove(_ path: String) {
        _ = unlink(path)
    }

    /// A bound socket file with mode 0600 from its first moment on: Linux gives the file the mode of the socket's own inode.
    private static func unixSocket(at path: String, backlog: Int32) throws -> CInt {
        let place = try SocketPath(path)
        defer { withExtendedLifetime(place) {} }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard place.address.utf8.count <= SocketPath.byteLimit else {
            throw SocketFault("\(path): a socket's name has at most \(SocketPath.byteLimit) bytes")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: place.address.utf8) }
        try removeStaleSocket(at: path)
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw fault(path) }
        guard fchmod(descriptor, 0o600) == 0 else { throw fault(path, closing: descriptor) }
        let bound = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, listen(descriptor, backlog) == 0 else { throw fault(path, closing: descriptor) }
        return descriptor
    }

    /// What a killed process left. Anything that is not a socket is left alone, and binding fails.
    private static func removeStaleSocket(at path: String) throws {
        guard FileManager.default.fileExists(atPath: path),
            try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType == .typeSocket
        else { return }
        guard unlink(path) == 0 else { throw fault(path) }
    }

    private static func fault(_ path: String, closing descriptor: CInt? = nil) -> SocketFault {
        let fault = SocketFault("\(path): \(String(cString: strerror(errno)))")
        if let descriptor { close(descriptor) }
        return fault
    }
}
