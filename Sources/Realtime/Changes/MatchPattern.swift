/// A regular expression that is searched for in a text in time proportional to the text's length, whatever it is.
///
/// Position automaton (Glushkov, "The abstract theory of automata", 1961): a state for each character that the pattern names, all states
/// that are possible at once held in one word. No backtracking, so no pattern can be made to take long; in return there is no
/// back reference and no looking around, and a pattern names at most ``positionLimit`` characters.
struct MatchPattern: Sendable {
    /// Bits of a word.
    static let positionLimit = 64
    static let byteLimit = 256

    private let graph: PositionGraph
    private let positions: [ScalarClass]
    private let ignoresCase: Bool
    /// For each character of ASCII, the positions that take it.
    private let ascii: [UInt64]
    private let startMask: UInt64
    private let endMask: UInt64

    /// - Throws: what a client should correct.
    init(_ pattern: String, ignoresCase: Bool) throws(ChangeFault) {
        guard pattern.utf8.count <= Self.byteLimit else { throw .filter("a regular expression has at most \(Self.byteLimit) bytes") }
        var parser = MatchPatternParser(pattern)
        (graph, positions) = try parser.parse()
        self.ignoresCase = ignoresCase
        startMask = Self.mask(positions) { $0 == .start }
        endMask = Self.mask(positions) { $0 == .end }
        ascii = (0..<128).map { [positions] code in
            let scalar = Unicode.Scalar(UInt8(code))
            return Self.mask(positions) { $0.contains(scalar, ignoringCase: ignoresCase) }
        }
    }

    func matches(_ text: String) -> Bool {
        if graph.isNullable { return true }
        var active = graph.first & startMask
        for scalar in text.unicodeScalars {
            if active & graph.last != 0 { return true }
            let reachable = graph.first | graph.successors(of: active)
            active = reachable & takers(of: scalar, among: reachable)
        }
        if active & graph.last != 0 { return true }
        return (graph.first | graph.successors(of: active)) & endMask & graph.last != 0
    }

    private func takers(of scalar: Unicode.Scalar, among reachable: UInt64) -> UInt64 {
        if scalar.value < 128 { return ascii[Int(scalar.value)] }
        var takers: UInt64 = 0
        for position in BitPositions(reachable) where positions[position].contains(scalar, ignoringCase: ignoresCase) {
            takers |= 1 << position
        }
        return takers
    }

    private static func mask(_ positions: [ScalarClass], _ isIn: (ScalarClass) -> Bool) -> UInt64 {
        var mask: UInt64 = 0
        for (position, scalarClass) in positions.enumerated() where isIn(scalarClass) { mask |= 1 << position }
        return mask
    }
}
