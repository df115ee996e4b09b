/// One of the five fields of a cron expression, in their order, and what it takes.
enum CronField: Int, CaseIterable {
    case minute, hour, dayOfMonth, month, dayOfWeek

    var name: String {
        switch self {
        case .minute: "minute"
        case .hour: "hour"
        case .dayOfMonth: "day of month"
        case .month: "month"
        case .dayOfWeek: "day of week"
        }
    }

    /// The numbers that may be written.
    var numbers: ClosedRange<Int> {
        switch self {
        case .minute: 0...59
        case .hour: 0...23
        case .dayOfMonth: 1...31
        case .month: 1...12
        case .dayOfWeek: 0...7
        }
    }

    /// What `*` stands for: Sunday once, though it has two numbers.
    var every: ClosedRange<Int> { self == .dayOfWeek ? 0...6 : numbers }

    var allowed: String {
        switch self {
        case .minute: "0-59"
        case .hour: "0-23"
        case .dayOfMonth: "1-31 or L (the last day of the month)"
        case .month: "1-12 or jan-dec"
        case .dayOfWeek: "0-7 or sun-sat (0 and 7 are Sunday)"
        }
    }

    /// The names that stand for the numbers from the lowest on.
    private var names: [String] {
        switch self {
        case .month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        case .dayOfWeek: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        default: []
        }
    }

    /// Reads a list of values, ranges and steps.
    func parse(_ text: Substring) throws(CronError) -> CronSet {
        var set = CronSet(isOpen: text.hasPrefix("*"))
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            if self == .dayOfMonth, item == "L" || item == "l" {
                set.hasLast = true
            } else {
                for value in try values(of: item) { set.insert(self == .dayOfWeek ? value % 7 : value) }
            }
        }
        return set
    }

    private func values(of item: Substring) throws(CronError) -> StrideThrough<Int> {
        let parts = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let range = try range(parts[0], in: item)
        guard parts.count == 2 else { return stride(from: range.lowerBound, through: range.upperBound, by: 1) }
        // Other readers take `5/10` for 5 alone, or for 5 to the end: so it is refused.
        guard parts[0] == "*" || parts[0].contains("-") else {
            throw CronError(self, item, "a step needs a range: write \(parts[0])-\(every.upperBound)/\(parts[1])")
        }
        let longest = every.upperBound - every.lowerBound
        guard let step = Self.number(parts[1]), (1...longest).contains(step) else {
            throw CronError(self, item, "a step is a number from 1 to \(longest)")
        }
        return stride(from: range.lowerBound, through: range.upperBound, by: step)
    }

    private func range(_ text: Substring, in item: Substring) throws(CronError) -> ClosedRange<Int> {
        if text == "*" { return every }
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let first = try value(ends[0], in: item)
        guard ends.count == 2 else { return first...first }
        var last = try value(ends[1], in: item)
        if self == .dayOfWeek, last == 0, first > 0 { last = 7 }  // Sunday ends a week that a range began
        guard first <= last else {
            throw CronError(self, item, "a range runs forwards: write \(ends[0])-\(every.upperBound),\(every.lowerBound)-\(ends[1])")
        }
        return first...last
    }

    private func value(_ text: Substring, in item: Substring) throws(CronError) -> Int {
        if let position = names.firstIndex(of: text.lowercased()) { return numbers.lowerBound + position }
        guard let number = Self.number(text), numbers.contains(number) else {
            throw CronError(self, item, "allowed are \(allowed), lists (1,2), ranges (1-5), * and steps (*/2)")
        }
        return number
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}
