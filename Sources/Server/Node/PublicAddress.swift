import Synchronization

/// Where people reach the node: as configured, or as it turned out when the port was free to choose.
package final class PublicAddress: Sendable {
    private let url: Mutex<String>

    package init(_ url: String) {
        self.url = Mutex(url)
    }

    package convenience init(_ settings: Settings) {
        self.init(settings.appURL ?? "http://\(settings.host):\(settings.port)")
    }

    package var current: String { url.withLock { $0 } }

    func replace(_ url: String) {
        self.url.withLock { $0 = url }
    }
}
