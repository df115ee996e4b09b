import Synchronization

/// Where people reach the node: as configured, or as it turned out when the port was free to choose.
package final class PublicAddress: Sendable {
    private let url: Mutex<String>
    private let heard = Mutex<String?>(nil)

    package init(_ url: String) {
        self.url = Mutex(url)
    }

    package convenience init(_ settings: Settings) {
        self.init(settings.appURL ?? "http://\(settings.host):\(settings.port)")
    }

    package var current: String { url.withLock { $0 } }

    /// Where this machine's own programs reach the node, past every proxy; `nil` until it listens.
    package var listening: String? { heard.withLock { $0 } }

    func listens(host: String, port: Int) {
        // What stands for every address of the machine is none to call (RFC 4291 §2.5.2).
        let host = ["0.0.0.0": "127.0.0.1", "::": "::1"][host] ?? host
        heard.withLock { $0 = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }
    }

    func replace(_ url: String) {
        self.url.withLock { $0 = url }
    }
}
