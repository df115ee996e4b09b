import Identity
import Primitives

/// Reads the marks within a line or several, byte by byte: all of them are ASCII, which no other letter of UTF-8 holds.
///
/// A mark without its other half is text. Each byte is looked at a bounded number of times.
struct InlineReader {
    private struct Frame {
        let mark: Markup.Mark?
        var inlines: [Markup.Inline] = []
    }

    private static let idLength = 36
    private static let labelLimit = 500
    /// Longer runs of backticks are text.
    private static let codeMarkLimit = 8

    private let bytes: [UInt8]
    /// Within the words of a link there is none other.
    private let isInLink: Bool
    private var position = 0
    /// Text that is no inline of its own yet.
    private var text: [UInt8] = []
    /// What is open, the outermost first; no mark is open twice.
    private var frames = [Frame(mark: nil)]
    /// Lengths of backtick runs of which no other follows.
    private var lonelyCodeMarks: Set<Int> = []

    static func read(_ bytes: [UInt8], isInLink: Bool = false) -> [Markup.Inline] {
        var reader = InlineReader(bytes: bytes, isInLink: isInLink)
        return reader.read()
    }

    private init(bytes: [UInt8], isInLink: Bool) {
        self.bytes = bytes
        self.isInLink = isInLink
    }

    private mutating func read() -> [Markup.Inline] {
        while position < bytes.count { step() }
        endText()
        while frames.count > 1 { dissolveTop() }
        return frames[0].inlines
    }

    private mutating func step() {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "\n"):
            add(.lineBreak, skipping: 1)
        case UInt8(ascii: "\\"):
            guard let next = byteAt(position + 1), Self.isPunctuation(next) else { return take(1) }
            text.append(next)
            position += 2
        case UInt8(ascii: "`"): readCode()
        case UInt8(ascii: "*"): readStars()
        case UInt8(ascii: "~"): readTildes()
        case UInt8(ascii: "<") where !isInLink: readAngle()
        case UInt8(ascii: "[") where !isInLink: readLink()
        case UInt8(ascii: "h"), UInt8(ascii: "H"), UInt8(ascii: "m"), UInt8(ascii: "M"):
            guard !isInLink, !isAlphanumeric(position - 1), let end = LinkAddress.end(in: bytes, from: position) else { return take(1) }
            addLink(to: position..<end, endingAt: end)
        default: take(1)
        }
    }

    // MARK: What is read

    private mutating func readCode() {
        let length = run(of: UInt8(ascii: "`"))
        guard length <= Self.codeMarkLimit, !lonelyCodeMarks.contains(length) else { return take(length) }
        var end = position + length
        while end < bytes.count {
            guard bytes[end] == UInt8(ascii: "`") else {
                end += 1
                continue
            }
            let found = run(of: UInt8(ascii: "`"), at: end)
            if found == length {
                let code = bytes[(position + length)..<end].map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
                return add(.code(String(decoding: code, as: UTF8.self)), skipping: end + length - position)
            }
            end += found
        }
        lonelyCodeMarks.insert(length)
        take(length)
    }

    private mutating func readStars() {
        let length = run(of: UInt8(ascii: "*"))
        let (opens, closes) = flanks(length)
        guard length <= 3 else { return take(length) }
        var left = length
        while closes, left > 0 {
            if left >= 2, isOpen(.strong), left == 2 || frames.last?.mark == .strong {
                close(.strong)
                left -= 2
            } else if isOpen(.emphasis) {
                close(.emphasis)
                left -= 1
            } else {
                break
            }
        }
        if opens, left >= 2, !isOpen(.strong) {
            open(.strong)
            left -= 2
        }
        if opens, left == 1, !isOpen(.emphasis) {
            open(.emphasis)
            left -= 1
        }
        text += repeatElement(UInt8(ascii: "*"), count: left)
        position += length
    }

    private mutating func readTildes() {
        let length = run(of: UInt8(ascii: "~"))
        let (opens, closes) = flanks(length)
        guard length == 2, opens || closes else { return take(length) }
        if closes, isOpen(.strike) {
            close(.strike)
        } else if opens, !isOpen(.strike) {
            open(.strike)
        } else {
            text += [UInt8(ascii: "~"), UInt8(ascii: "~")]
        }
        position += length
    }

    /// `<@id>`, `<#id>`, or an address between angle brackets.
    private mutating func readAngle() {
        let (kind, end) = (byteAt(position + 1), position + 2 + Self.idLength)
        if kind == UInt8(ascii: "@") || kind == UInt8(ascii: "#"), byteAt(end) == UInt8(ascii: ">") {
            let id = String(decoding: bytes[(position + 2)..<end], as: UTF8.self)
            if kind == UInt8(ascii: "@"), let person = ID<Person>(id) { return add(.person(person), skipping: end + 1 - position) }
            if kind == UInt8(ascii: "#"), let lead = ID<Lead>(id) { return add(.lead(lead), skipping: end + 1 - position) }
        }
        if let end = LinkAddress.end(in: bytes, from: position + 1), byteAt(end) == UInt8(ascii: ">") {
            return addLink(to: (position + 1)..<end, endingAt: end + 1)
        }
        take(1)
    }

    /// `[words](address)`.
    private mutating func readLink() {
        var end = position + 1
        while let byte = byteAt(end), end - position <= Self.labelLimit, byte != UInt8(ascii: "]") {
            // The search ends where another could begin, so that no byte is searched twice.
            guard byte != UInt8(ascii: "["), byte != UInt8(ascii: "\n") else { return take(1) }
            end += 1
        }
        let label = (position + 1)..<end
        guard byteAt(end) == UInt8(ascii: "]"), byteAt(end + 1) == UInt8(ascii: "("), !label.isEmpty,
            let close = LinkAddress.closing(in: bytes, from: end + 2)
        else { return take(1) }
        let address = String(decoding: bytes[(end + 2)..<close], as: UTF8.self)
        add(.link(address: address, Self.read(Array(bytes[label]), isInLink: true)), skipping: close + 1 - position)
    }

    private mutating func addLink(to range: Range<Int>, endingAt end: Int) {
        let address = String(decoding: bytes[range], as: UTF8.self)
        add(.link(address: address, [.text(address)]), skipping: end - position)
    }

    // MARK: What is kept

    private mutating func take(_ count: Int) {
        text += bytes[position..<(position + count)]
        position += count
    }

    private mutating func add(_ inline: Markup.Inline, skipping count: Int) {
        endText()
        frames[frames.count - 1].inlines.append(inline)
        position += count
    }

    private mutating func endText() {
        guard !text.isEmpty else { return }
        frames[frames.count - 1].inlines.append(.text(String(decoding: text, as: UTF8.self)))
        text.removeAll(keepingCapacity: true)
    }

    private mutating func open(_ mark: Markup.Mark) {
        endText()
        frames.append(Frame(mark: mark))
    }

    /// What was opened within it and never closed is text.
    private mutating func close(_ mark: Markup.Mark) {
        endText()
        while frames.last?.mark != mark { dissolveTop() }
        let inlines = frames.removeLast().inlines
        frames[frames.count - 1].inlines.append(.marked(mark, inlines))
    }

    private mutating func dissolveTop() {
        let top = frames.removeLast()
        frames[frames.count - 1].inlines.append(.text(top.mark?.rawValue ?? ""))
        frames[frames.count - 1].inlines += top.inlines
    }

    private func isOpen(_ mark: Markup.Mark) -> Bool { frames.contains { $0.mark == mark } }

    // MARK: What stands around

    private func byteAt(_ index: Int) -> UInt8? { bytes.indices.contains(index) ? bytes[index] : nil }

    private func run(of byte: UInt8, at start: Int? = nil) -> Int {
        let start = start ?? position
        var end = start
        while end < bytes.count, bytes[end] == byte { end += 1 }
        return end - start
    }

    /// Whether a run of marks may open or close something: it clings to what it marks, and to no letter or digit outside.
    private func flanks(_ length: Int) -> (opens: Bool, closes: Bool) {
        let (before, after) = (byteAt(position - 1), byteAt(position + length))
        return (
            after.map { $0 > 0x20 } == true && !isAlphanumeric(position - 1),
            before.map { $0 > 0x20 } == true && !isAlphanumeric(position + length)
        )
    }

    private func isAlphanumeric(_ index: Int) -> Bool {
        guard let byte = byteAt(index) else { return false }
        return (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    /// ASCII signs, each of which a backslash makes text (CommonMark §2.4).
    private static func isPunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }
}
