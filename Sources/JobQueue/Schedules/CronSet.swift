/// The numbers that one field lets through, none above 59.
struct CronSet: Hashable, Sendable {
    private(set) var bits: UInt64 = 0
    /// Whether the field begins with `*`, so that it restricts nothing by itself (crontab(5): "restricted").
    let isOpen: Bool
    /// Whether it holds the last day of the month, whichever that is.
    var hasLast = false

    init(isOpen: Bool) {
        self.isOpen = isOpen
    }

    mutating func insert(_ value: Int) {
        bits |= 1 << UInt64(value)
    }

    func contains(_ value: Int64) -> Bool { bits >> UInt64(value) & 1 == 1 }

    /// The lowest number that is not below `start`.
    func first(from start: Int64) -> Int64? {
        let rest = start > 59 ? 0 : bits & (~0 << UInt64(start))
        return rest == 0 ? nil : Int64(rest.trailingZeroBitCount)
    }
}
