/// Reads the blocks of a message, line by line: paragraphs, fenced code, quotes and lists.
struct BlockReader {
    private typealias Line = ArraySlice<UInt8>

    /// A quote in a quote in a quote is one that nobody can follow any more; further marks are text.
    private static let quoteDepth = 3
    /// Beyond them a numbered line is text.
    private static let digitLimit = 9

    private let lines: [Line]
    private let depth: Int
    private var next = 0
    private var blocks: [Markup.Block] = []
    private var paragraph: [Line] = []

    static func read(_ text: [UInt8]) -> [Markup.Block] {
        read(text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false), depth: 0)
    }

    private static func read(_ lines: [Line], depth: Int) -> [Markup.Block] {
        var reader = BlockReader(lines: lines, depth: depth)
        return reader.read()
    }

    private init(lines: [Line], depth: Int) {
        self.lines = lines
        self.depth = depth
    }

    private mutating func read() -> [Markup.Block] {
        while next < lines.count {
            let line = lines[next]
            if Self.isBlank(line) {
                endParagraph()
                next += 1
            } else if Self.isFence(line) {
                endParagraph()
                readCode()
            } else if depth < Self.quoteDepth, Self.quoted(line) != nil {
                endParagraph()
                readQuote()
            } else if let item = Self.item(line), paragraph.isEmpty || item.number ?? 1 == 1 {
                endParagraph()
                readList(item)
            } else {
                paragraph.append(line)
                next += 1
            }
        }
        endParagraph()
        return blocks
    }

    private mutating func endParagraph() {
        guard !paragraph.isEmpty else { return }
        blocks.append(.paragraph(InlineReader.read(Self.joined(paragraph))))
        paragraph = []
    }

    /// What stands between two fences is kept to the letter; without an end it goes to the end of the message.
    private mutating func readCode() {
        next += 1
        var code: [Line] = []
        while next < lines.count, !Self.isFence(lines[next]) {
            code.append(lines[next])
            next += 1
        }
        next += 1
        blocks.append(.code(String(decoding: Self.joined(code), as: UTF8.self)))
    }

    private mutating func readQuote() {
        var inner: [Line] = []
        while next < lines.count, let line = Self.quoted(lines[next]) {
            inner.append(line)
            next += 1
        }
        blocks.append(.quote(Self.read(inner, depth: depth + 1)))
    }

    private mutating func readList(_ first: Item) {
        var items: [[Line]] = []
        while next < lines.count {
            if let item = Self.item(lines[next]), (item.number == nil) == (first.number == nil) {
                items.append([item.text])
            } else if Self.continuesItem(lines[next]), let last = items.indices.last {
                items[last].append(Self.trimmed(lines[next]))
            } else {
                break
            }
            next += 1
        }
        blocks.append(.list(start: first.number, items: items.map { InlineReader.read(Self.joined($0)) }))
    }

    // MARK: Lines

    private struct Item {
        /// `nil` in a list without numbers.
        let number: Int?
        let text: Line
    }

    private static func item(_ line: Line) -> Item? {
        let rest = trimmed(line)
        guard let first = rest.first else { return nil }
        if first == UInt8(ascii: "-") || first == UInt8(ascii: "*") {
            return text(behind: rest.dropFirst()).map { Item(number: nil, text: $0) }
        }
        let digits = rest.prefix { (48...57).contains($0) }
        guard (1...digitLimit).contains(digits.count), let mark = rest.dropFirst(digits.count).first,
            mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")"), let text = text(behind: rest.dropFirst(digits.count + 1))
        else { return nil }
        return Item(number: digits.reduce(0) { $0 * 10 + Int($1 - 48) }, text: text)
    }

    /// What comes after the mark of an item and a space.
    private static func text(behind rest: Line) -> Line? {
        guard let first = rest.first, isSpace(first), !isBlank(rest) else { return nil }
        return trimmed(rest)
    }

    private static func continuesItem(_ line: Line) -> Bool {
        line.count > 2 && line.prefix(2).allSatisfy(isSpace) && !isBlank(line) && !isFence(line)
    }

    private static func quoted(_ line: Line) -> Line? {
        let rest = trimmed(line)
        guard rest.first == UInt8(ascii: ">") else { return nil }
        let inner = rest.dropFirst()
        return inner.first == UInt8(ascii: " ") ? inner.dropFirst() : inner
    }

    /// Three backticks, and perhaps the name of a language; a backtick further on makes it code in a line.
    private static func isFence(_ line: Line) -> Bool {
        let rest = trimmed(line)
        return rest.count >= 3 && rest.prefix(3).allSatisfy { $0 == UInt8(ascii: "`") }
            && !rest.drop { $0 == UInt8(ascii: "`") }.contains(UInt8(ascii: "`"))
    }

    private static func isBlank(_ line: Line) -> Bool { line.allSatisfy(isSpace) }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func trimmed(_ line: Line) -> Line { line.drop(while: isSpace) }

    private static func joined(_ lines: [Line]) -> [UInt8] { Array(lines.joined(separator: [UInt8(ascii: "\n")])) }
}
