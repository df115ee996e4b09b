package import Primitives

/// One value of a row, of one of the types that a column can have.
package enum ChangeValue: Sendable {
    case null
    case text(String)
    case uuid(ID<Subject>)
    case integer(Int64)
    case bool(Bool)
    case timestamp(Timestamp)
}

extension ChangeValue {
    enum Order {
        case less, equal, greater
    }

    var isNull: Bool { if case .null = self { true } else { false } }

    /// How the value stands to `other` of the same type, as a database compares them; `nil` where one is null, which is unknown.
    ///
    /// Text by its code points, as tables are sorted here: not by what looks the same, and not by the rules of a language.
    /// Moments by their milliseconds, which is what clients see of them.
    func order(to other: ChangeValue) -> Order? {
        switch (self, other) {
        case (.text(let left), .text(let right)):
            if left.utf8.elementsEqual(right.utf8) { return .equal }
            return left.utf8.lexicographicallyPrecedes(right.utf8) ? .less : .greater
        case (.uuid(let left), .uuid(let right)): return Self.order(left, right)
        case (.integer(let left), .integer(let right)): return Self.order(left, right)
        case (.bool(let left), .bool(let right)): return Self.order(left ? 1 : 0, right ? 1 : 0)
        case (.timestamp(let left), .timestamp(let right)): return Self.order(left.milliseconds, right.milliseconds)
        default: return nil
        }
    }

    private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> Order {
        left == right ? .equal : left < right ? .less : .greater
    }
}
