/// Which characters of a pattern may come first, last and after each other; a bit stands for a character.
struct PositionGraph: Sendable {
    /// A part of the pattern.
    struct Part {
        var first: UInt64 = 0
        var last: UInt64 = 0
        var isNullable = true
    }

    private(set) var first: UInt64 = 0
    private(set) var last: UInt64 = 0
    private(set) var isNullable = true
    private var follow = [UInt64](repeating: 0, count: MatchPattern.positionLimit)

    /// All that may come after any of `positions`.
    func successors(of positions: UInt64) -> UInt64 {
        var found: UInt64 = 0
        for position in BitPositions(positions) { found |= follow[position] }
        return found
    }

    /// One character.
    static func one(_ position: Int) -> Part {
        Part(first: 1 << position, last: 1 << position, isNullable: false)
    }

    static func either(_ left: Part, _ right: Part) -> Part {
        Part(first: left.first | right.first, last: left.last | right.last, isNullable: left.isNullable || right.isNullable)
    }

    mutating func sequence(_ left: Part, _ right: Part) -> Part {
        for position in BitPositions(left.last) { follow[position] |= right.first }
        return Part(
            first: left.isNullable ? left.first | right.first : left.first,
            last: right.isNullable ? left.last | right.last : right.last,
            isNullable: left.isNullable && right.isNullable)
    }

    /// `part` once or more.
    mutating func repeated(_ part: Part) -> Part {
        for position in BitPositions(part.last) { follow[position] |= part.first }
        return part
    }

    mutating func finish(_ whole: Part) {
        (first, last, isNullable) = (whole.first, whole.last, whole.isNullable)
    }
}
