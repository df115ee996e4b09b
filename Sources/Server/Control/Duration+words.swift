package import Primitives

extension Duration {
    /// From a span as people write it: `90s`, `10m`, `2h` or `3d`, at most a year.
    ///
    /// - Throws: ``Failure`` `invalidRequest`.
    package init(span text: String) throws(Failure) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), (1...31_536_000).contains(count),
            count * unit <= 31_536_000
        else {
            throw Failure(.invalidRequest, "“\(text.singleLine())” is no span of time. One like 90s, 10m, 2h or 3d is wanted.")
        }
        self = .seconds(count * unit)
    }

    /// Two or three digits and a unit, for people: `1.4 ms`, `12 s`, `3 d`.
    var words: String {
        let units: [(name: String, seconds: Double)] = [("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1), ("ms", 0.001)]
        let seconds = max(fractionalSeconds, 0)
        let unit = units.first { seconds >= $0.seconds } ?? units[units.count - 1]
        let tenths = Int((seconds / unit.seconds * 10).rounded())
        let number = tenths < 100 && tenths % 10 != 0 ? "\(tenths / 10).\(tenths % 10)" : "\(tenths / 10)"
        return "\(number) \(unit.name)"
    }
}
