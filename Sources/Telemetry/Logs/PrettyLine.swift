import Logging
import Primitives

/// An event as a line for people: time of day, level, message, then `key=value`.
enum PrettyLine {
    static func of(_ event: LoggedEvent, isColored: Bool) -> [UInt8] {
        // 2026-01-26T09:30:00.125Z: from the hour to the millisecond.
        let time = event.time.description.dropFirst(11).dropLast()
        let name = event.level.rawValue.uppercased()
        let gap = String(repeating: " ", count: max(1, 9 - name.utf8.count))
        var text = "\(time) \(paint(name, event.level, isColored))\(gap)\(plain(event.message))"
        for (key, value) in event.fields.list.sorted(by: { $0.key < $1.key }) {
            text += "  \(plain(key))=\(LogRole(of: key) == .secret ? Redaction.dots : plain("\(value)"))"
        }
        return Array("\(text)  (\(plain(event.logger)))\n".utf8)
    }

    /// Cut, and without anything that a terminal would obey: what is not printable shows as its code point.
    private static func plain(_ text: String) -> String {
        let cut = Redaction.redacted(text.prefix(utf8: LogText.valueByteLimit))
        var line = cut.unicodeScalars.allSatisfy(\.isPrintable) ? cut : ""
        if line.isEmpty {
            for scalar in cut.unicodeScalars {
                if scalar.isPrintable { line.unicodeScalars.append(scalar) } else { line += "\\u{\(String(scalar.value, radix: 16))}" }
            }
        }
        return text.utf8.count > LogText.valueByteLimit ? line + "…" : line
    }

    private static func paint(_ name: String, _ level: Logger.Level, _ isColored: Bool) -> String {
        guard isColored else { return name }
        // Select Graphic Rendition (ECMA-48 §8.3.117): grey, blue, yellow, red.
        let color =
            switch level {
            case .trace, .debug: 90
            case .info, .notice: 34
            case .warning: 33
            case .error, .critical: 31
            }
        return "\u{1B}[\(color)m\(name)\u{1B}[0m"
    }
}
