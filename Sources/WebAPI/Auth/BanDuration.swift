import Primitives

/// How long someone is locked out, as stock clients write it: a duration of the language Go (`24h`, `1h30m`, `300ms`), or `none`.
enum BanDuration {
    case ended
    case lasting(Duration)

    /// A century; longer is for ever, and would leave the years that can be written.
    private static let longest = Duration.days(36_500)
    private static let textLimit = 64

    private static let units: [(name: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3_600e9),
    ]

    /// `nil` for what is neither.
    init?(_ text: String) {
        if text == "none" {
            self = .ended
            return
        }
        var rest = Substring(text)
        let isNegative = rest.hasPrefix("-")
        if isNegative || rest.hasPrefix("+") { rest.removeFirst() }
        guard text.utf8.count <= Self.textLimit, !rest.isEmpty else { return nil }
        var nanoseconds = 0.0
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
            rest = rest[number.endIndex...]
            let unit = rest.prefix { !($0.isASCII && $0.isNumber) && $0 != "." }
            rest = rest[unit.endIndex...]
            if number == "0", unit.isEmpty, rest.isEmpty { break }
            guard let value = Double(number), let unit = Self.units.first(where: { $0.name == unit }) else { return nil }
            nanoseconds += value * unit.nanoseconds
        }
        let seconds = min(nanoseconds / 1e9, Double(Self.longest.components.seconds))
        self = isNegative || seconds <= 0 ? .ended : .lasting(.microseconds(Int64(seconds * 1e6)))
    }
}
