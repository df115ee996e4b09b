package import DataStore

/// The name of a queue.
package struct QueueName: Hashable, Comparable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let description: String

    package init(stringLiteral value: String) {
        description = value
    }

    package init(_ name: String) {
        description = name
    }

    package static func < (left: QueueName, right: QueueName) -> Bool { left.description < right.description }
}

extension QueueName: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }

    package init?(sqlValue: SQLValue) {
        guard let name = sqlValue.text else { return nil }
        self.init(name)
    }
}
