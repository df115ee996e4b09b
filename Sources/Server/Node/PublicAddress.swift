import Synchronization

/// Where people reach the node: as configured, or as it turned out when the port was free to choose.
package final class PublicAddress: Sendable {
    private let url: Mutex<String>
    private let heard = Mutex<String?>(nil)
    private let scheme: String

    package init(_ url: String, scheme: String = "http") {
        self.url = Mutex(url)
        self.scheme = scheme
    }

    package convenience init(_ settings: Settings) {
        let scheme = settings.tls == nil ? "http" : "https"
        self.init(settings.appURL ?? "\(scheme)://\(settings.host):\(settings.port)", scheme: scheme)
    }

    package var current: String { url.withLock { $0 } }

    /// Where this machine's own programs reach the node, past every proxy; `nil` until it listens.
    package var listening: String? { heard.withLock { $0 } }

    func listens(host: String, port: Int) {
        // What stands for every address of the machine is none to call (RFC 4291 §2.5.2).
        let host = ["0.0.0.0": "127.0.0.1", "::": "::1"][host] ?? host
        heard.withLock { [scheme] in $0 = "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)" }
    }

    /// Says where it turned out to be.
    func replace(host: String, port: Int) {
        url.withLock { [scheme] in $0 = "\(scheme)://\(host):\(port)" }
    }
}
