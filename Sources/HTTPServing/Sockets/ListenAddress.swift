/// Where a service listens.
package enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// Port 0 takes any free port; the service's `onRunning` tells which one.
    case tcp(host: String, port: Int)
    /// A socket file that only its owner may open (mode 0600): the door for commands on the same machine.
    case unix(path: String)

    package var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }
}
