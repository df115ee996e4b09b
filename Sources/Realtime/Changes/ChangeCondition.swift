/// One condition of a filter, on one column.
struct ChangeCondition: Sendable {
    enum Comparison: String, Sendable {
        case eq, neq, lt, lte, gt, gte

        func holds(_ order: ChangeValue.Order) -> Bool {
            switch self {
            case .eq: order == .equal
            case .neq: order != .equal
            case .lt: order == .less
            case .lte: order != .greater
            case .gt: order == .greater
            case .gte: order != .less
            }
        }
    }

    enum Test: Sendable {
        case compare(Comparison, ChangeValue)
        case oneOf([ChangeValue])
        case like(LikePattern)
        case match(MatchPattern)
        case isNull
        case isTrue(Bool)
        case isDistinct(ChangeValue)
    }

    let column: Int
    let isNegated: Bool
    let test: Test

    /// Whether the condition is true of `value`; `nil` when that is unknown, as in SQL.
    func holds(of value: ChangeValue) -> Bool? {
        result(of: value).map { $0 != isNegated }
    }

    private func result(of value: ChangeValue) -> Bool? {
        switch test {
        case .compare(let comparison, let wanted): return value.order(to: wanted).map { comparison.holds($0) }
        case .oneOf(let wanted): return value.isNull ? nil : wanted.contains { value.order(to: $0) == .equal }
        case .like(let pattern): return Self.text(value).map { pattern.matches($0) }
        case .match(let pattern): return Self.text(value).map { pattern.matches($0) }
        case .isNull: return value.isNull
        case .isTrue(let wanted):
            if case .bool(let flag) = value { return flag == wanted }
            return false
        case .isDistinct(let unwanted): return value.order(to: unwanted) != .equal
        }
    }

    private static func text(_ value: ChangeValue) -> String? {
        if case .text(let text) = value { text } else { nil }
    }
}
