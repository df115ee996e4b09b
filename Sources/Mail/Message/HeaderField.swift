import Primitives

/// One field of a header (RFC 5322 §2.2), folded; made of tokens, so that no value can begin a field of its own.
struct HeaderField {
    /// §2.1.1: lines should not be longer than this without their line break.
    static let lineLimit = 78
    /// It can't be folded, and no line may pass 998 (§2.1.1); ours have under 300.
    static let messageIDLimit = 900

    let name: String
    /// Printable, without spaces; one space or fold goes between two of them.
    private let tokens: [String]

    private init(_ name: String, tokens: [String]) {
        self.name = name
        self.tokens = tokens
    }

    /// Words that the program itself chose; anything unprintable is dropped all the same.
    init(_ name: String, fixed value: String) {
        self.init(name, tokens: Self.words(value.singleLine()))
    }

    /// Any text.
    init(_ name: String, text: String) {
        let line = text.singleLine()
        self.init(name, tokens: Self.isPlain(line) ? Self.words(line) : EncodedWords.encode(line))
    }

    init(_ name: String, mailboxes: [Mailbox]) {
        var tokens: [String] = []
        for mailbox in mailboxes {
            if let last = tokens.popLast() { tokens.append(last + ",") }
            tokens += Self.phrase(mailbox.name ?? "")
            tokens.append("<\(mailbox.address.formInHeader)>")
        }
        self.init(name, tokens: tokens)
    }

    /// `id` loses whatever can't stand between the angle brackets (§3.6.4).
    init(_ name: String, messageID id: String) {
        let safe = id.unicodeScalars.filter { (0x21...0x7E).contains($0.value) && $0 != "<" && $0 != ">" }
        self.init(name, tokens: ["<\(String(String.UnicodeScalarView(safe.prefix(Self.messageIDLimit))))>"])
    }

    func write(to bytes: inout [UInt8]) {
        bytes += Array(name.utf8) + [UInt8(ascii: ":")]
        var column = name.utf8.count + 1
        for (position, token) in tokens.enumerated() {
            // A fold before the first token would leave a line that holds nothing but the name.
            if position > 0, column + 1 + token.utf8.count > Self.lineLimit {
                bytes += [13, 10]
                column = 0
            }
            bytes.append(0x20)
            bytes += Array(token.utf8)
            column += 1 + token.utf8.count
        }
        bytes += [13, 10]
    }

    /// A display name: a quoted string (§3.2.4), or encoded words.
    private static func phrase(_ name: String) -> [String] {
        let line = name.singleLine()
        if line.isEmpty { return [] }
        let quoted = "\"" + line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        // A fold within a quoted string is lawful, and kept by some readers.
        return isPlain(line) && quoted.utf8.count <= EncodedWords.lengthLimit ? words(quoted) : EncodedWords.encode(line)
    }

    private static func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

    /// ASCII that folds within the limit and that nobody can mistake for an encoded word.
    private static func isPlain(_ line: String) -> Bool {
        line.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !line.contains("=?")
            && line.split(separator: " ").allSatisfy { $0.utf8.count <= EncodedWords.lengthLimit }
    }
}
