/// Lines that are kept together: a row for each would cost more than all else that is done for a line.
struct LogBlock: Sendable {
    /// Small enough that a page of results reads few bytes that it does not show.
    static let byteLimit = 65_536

    let lines: [UInt8]
    let lineCount: Int
    /// Of the severest line.
    let severity: Int

    static func blocks(of lines: [UInt8]) -> [LogBlock] {
        var blocks: [LogBlock] = []
        var (start, end, count, severity) = (0, 0, 0, 0)
        for line in LogLines(lines) {
            if line.upperBound - start > byteLimit, count > 0 {
                blocks.append(LogBlock(lines: Array(lines[start..<end]), lineCount: count, severity: severity))
                (start, count, severity) = (line.lowerBound, 0, 0)
            }
            end = line.upperBound
            count += 1
            severity = max(severity, LogLines.severity(of: lines[line]))
        }
        if count > 0 { blocks.append(LogBlock(lines: Array(lines[start..<end]), lineCount: count, severity: severity)) }
        return blocks
    }
}
