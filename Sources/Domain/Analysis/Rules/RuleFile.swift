import Primitives

/// A text of rules, line by line, with the faults found in it.
///
/// `#` begins a comment, empty lines say nothing, and an indented line belongs to the one before that is not.
struct RuleFile {
    struct Line {
        let number: Int
        let isIndented: Bool
        let text: String

        /// The first word, and what follows it.
        var parts: (word: String, rest: String) {
            let word = text.prefix { $0 != " " }
            return (String(word), text[word.endIndex...].drop { $0 == " " }.description)
        }
    }

    /// What is wrong with the lines of a file, each by its number.
    struct Faults: Error, CustomStringConvertible {
        let faults: [String]
        var description: String { faults.joined(separator: "\n") }
    }

    /// A longer line is no rule that a person wrote.
    static let maximumLineBytes = 300

    private(set) var lines: [Line] = []
    private var faults: [String] = []

    init(_ text: String) {
        for (offset, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = String(raw).trimmingSpaces()
            guard !content.isEmpty, !content.hasPrefix("#") else { continue }
            let line = Line(number: offset + 1, isIndented: raw.first == " ", text: content)
            if content.utf8.count > Self.maximumLineBytes || raw.utf8.contains(9) {
                refuse(line, "longer than \(Self.maximumLineBytes) bytes, or with a tab")
            } else {
                lines.append(line)
            }
        }
    }

    mutating func refuse(_ line: Line, _ reason: String) {
        faults.append("line \(line.number): \(reason)")
    }

    mutating func refuse(_ reason: String) {
        faults.append(reason)
    }

    /// - Throws: ``Faults`` with all that were refused.
    func check() throws(Faults) {
        if !faults.isEmpty { throw Faults(faults: faults) }
    }
}
