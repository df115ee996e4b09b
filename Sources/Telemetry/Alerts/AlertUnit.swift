/// In what the threshold of a rule is given.
package enum AlertUnit: String, CaseIterable, Sendable {
    case minutes, hours, days, seconds, ratio, bytes, count

    /// A value for people: `12.5 min`, `7.5 %`, `300 MiB`.
    func text(_ value: Double) -> String {
        switch self {
        case .minutes: "\(Self.short(value)) min"
        case .hours: "\(Self.short(value)) h"
        case .days: "\(Self.short(value)) days"
        case .seconds: "\(Self.short(value)) s"
        case .ratio: "\(Self.short(value * 100)) %"
        case .bytes: "\(Self.short(value / 1_048_576)) MiB"
        case .count: Self.short(value)
        }
    }

    /// Two digits behind the point where they say something.
    private static func short(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        if abs(value) >= 100 || value == value.rounded() { return "\(Int64(value.rounded()))" }
        let hundredths = Int64((abs(value) * 100).rounded())
        let fraction = hundredths % 100
        let digits = fraction % 10 == 0 ? "\(fraction / 10)" : (fraction < 10 ? "0\(fraction)" : "\(fraction)")
        return (value < 0 ? "-" : "") + (fraction == 0 ? "\(hundredths / 100)" : "\(hundredths / 100).\(digits)")
    }
}
