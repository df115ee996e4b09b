/// A pattern of SQL's `LIKE` over whole texts: `%` for any characters, `_` for one, a backslash before what means itself.
///
/// Takes at most the product of both lengths in steps: after a `%` only the last one is ever tried again.
struct LikePattern: Sendable {
    private enum Token: Equatable {
        case character(Unicode.Scalar)
        case one
        case any
    }

    private let tokens: [Token]
    private let ignoresCase: Bool

    init(_ pattern: String, ignoresCase: Bool) throws(ChangeFault) {
        self.ignoresCase = ignoresCase
        var tokens: [Token] = []
        var isEscaped = false
        for scalar in (ignoresCase ? pattern.lowercased() : pattern).unicodeScalars {
            switch scalar {
            case _ where isEscaped:
                tokens.append(.character(scalar))
                isEscaped = false
            case "\\": isEscaped = true
            case "%": if tokens.last != .any { tokens.append(.any) }
            case "_": tokens.append(.one)
            default: tokens.append(.character(scalar))
            }
        }
        if isEscaped { throw .filter("a pattern does not end with a backslash") }
        self.tokens = tokens
    }

    func matches(_ text: String) -> Bool {
        let text = Array((ignoresCase ? text.lowercased() : text).unicodeScalars)
        var (position, token) = (0, 0)
        var retry: (position: Int, token: Int)?
        while position < text.count {
            if token < tokens.count, tokens[token] == .any {
                token += 1
                retry = (position, token)
            } else if token < tokens.count, tokens[token] == .one || tokens[token] == .character(text[position]) {
                position += 1
                token += 1
            } else if let last = retry {
                retry = (last.position + 1, last.token)
                (position, token) = (last.position + 1, last.token)
            } else {
                return false
            }
        }
        return tokens[token...].allSatisfy { $0 == .any }
    }
}
