import HTTPTypes
import Synchronization

/// The operations of the API in the order in which their routes were added.
package final class Operations: Sendable {
    struct Entry: Sendable {
        let method: String
        let path: String
        let operation: Operation
    }

    private let entries = Mutex<[Entry]>([])

    package init() {}

    var all: [Entry] { entries.withLock { $0 } }

    func add(_ method: HTTPRequest.Method, _ path: String, _ operation: Operation) {
        entries.withLock { $0.append(Entry(method: method.rawValue, path: path, operation: operation)) }
    }
}
