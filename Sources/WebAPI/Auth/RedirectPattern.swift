import Primitives

/// An address with gaps: `*` stands for anything but a dot or slash, `**` for anything, `?` for one character other than those.
package struct RedirectPattern: Hashable, Sendable, CustomStringConvertible {
    private static let byteLimit = 512
    /// More applications than one node serves; bounds what one look at an address costs.
    private static let listLimit = 64

    /// For development: any port of the reader's own machine.
    package static let loopback = ["localhost", "127.0.0.1"].flatMap { host in
        ["http://\(host):*", "http://\(host):*/**"].compactMap { RedirectPattern($0) }
    }

    private enum Token: Hashable {
        case byte(UInt8)
        case one
        case part
        case any
    }

    package let description: String
    private let tokens: [Token]

    /// `nil` unless `text` is printable ASCII with a scheme, and not too long.
    package init?(_ text: String) {
        guard (1...Self.byteLimit).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            let scheme = text.firstIndex(of: ":"), !text[..<scheme].isEmpty, !text[..<scheme].contains("*")
        else { return nil }
        description = text
        tokens = Self.parse(Array(text.utf8))
    }

    /// Parses `none`, or patterns with commas between them, of which `loopback` is one.
    package static func list(_ text: String) -> [RedirectPattern]? {
        if text == "none" { return [] }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmingSpaces() }
        guard parts.count <= listLimit else { return nil }
        var patterns: [RedirectPattern] = []
        for part in parts {
            if part == "loopback" {
                patterns += loopback
            } else if let pattern = RedirectPattern(part) {
                patterns.append(pattern)
            } else {
                return nil
            }
        }
        return patterns
    }

    /// Steps through all positions at once, so the time is bounded by the product of the lengths.
    func matches(_ text: String) -> Bool {
        // Which prefixes of the pattern match what was read so far.
        var reached = [Bool](repeating: false, count: tokens.count + 1)
        reached[0] = true
        skipGaps(&reached)
        for byte in text.utf8 {
            let isSeparator = byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
            var next = [Bool](repeating: false, count: tokens.count + 1)
            for (index, token) in tokens.enumerated() where reached[index] {
                switch token {
                case .byte(let wanted): if wanted == byte { next[index + 1] = true }
                case .one: if !isSeparator { next[index + 1] = true }
                case .part: if !isSeparator { next[index] = true }
                case .any: next[index] = true
                }
            }
            skipGaps(&next)
            reached = next
        }
        return reached[tokens.count]
    }

    /// A gap may be empty.
    private func skipGaps(_ reached: inout [Bool]) {
        for (index, token) in tokens.enumerated() where reached[index] && (token == .part || token == .any) { reached[index + 1] = true }
    }

    private static func parse(_ bytes: [UInt8]) -> [Token] {
        var tokens: [Token] = []
        for byte in bytes {
            switch (byte, tokens.last) {
            case (UInt8(ascii: "*"), .part): tokens[tokens.count - 1] = .any
            case (UInt8(ascii: "*"), .any): break
            case (UInt8(ascii: "*"), _): tokens.append(.part)
            case (UInt8(ascii: "?"), _): tokens.append(.one)
            default: tokens.append(.byte(byte))
            }
        }
        return tokens
    }
}
