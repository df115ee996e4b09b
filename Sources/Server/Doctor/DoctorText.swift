import Primitives

/// What the doctor found, a line each, for people.
enum DoctorText {
    private static let nameWidth = 14
    private static let stateWidth = 6

    static func lines(of report: DoctorReport) -> [String] {
        let lines = report.lines.map { line in
            let mend = line.finding.mend.map { " → \($0)" } ?? ""
            let head = padded(line.finding.state.rawValue, stateWidth) + padded(line.check, nameWidth)
            return head + (line.finding.words + mend).singleLine()
        }
        let counts = [DoctorState.fail, .warn].map { state in report.lines.count { $0.finding.state == state } }
        guard counts != [0, 0] else { return lines + ["All is well."] }
        return lines + ["\(counts[0]) failed, \(counts[1]) to look at."]
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
