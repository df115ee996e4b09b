/// The number of an error project: decimal in a DSN, because stock SDKs take nothing else there.
package struct ErrorProjectID: Hashable, Comparable, Sendable, CustomStringConvertible, LosslessStringConvertible {
    package let number: Int64

    package init(_ number: Int64) {
        self.number = number
    }

    package init?(_ description: String) {
        guard let number = Int64(description), number > 0, description == "\(number)" else { return nil }
        self.number = number
    }

    package var description: String { "\(number)" }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}
