import Synchronization

/// Keeps, in order, what was recorded from anywhere.
package final class Recorder<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])

    package init() {}

    package var all: [Element] { elements.withLock { $0 } }

    package func record(_ element: Element) {
        elements.withLock { $0.append(element) }
    }
}
