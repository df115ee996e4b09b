import Primitives

/// The text of a one-time code: six decimal digits, each value as likely as any other.
enum CodeText {
    static let length = 6
    /// Spaces between the digits, as people type and mail programs copy them.
    private static let typedLimit = 16

    static func generate() -> String {
        var random = SystemRandomNumberGenerator()
        let digits = "\(Int.random(in: 0..<1_000_000, using: &random))"
        return String(repeating: "0", count: length - digits.count) + digits
    }

    /// The digits of what someone typed; `nil` when it can be no code.
    static func parse(_ typed: String) -> String? {
        guard typed.utf8.count <= typedLimit else { return nil }
        let digits = typed.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
        guard digits.count == length, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return String(decoding: digits, as: UTF8.self)
    }
}
