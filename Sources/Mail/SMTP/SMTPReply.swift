import Primitives

/// What the server answered: a code and its words on one line.
struct SMTPReply: Equatable {
    /// Of one reply; a server that talks on is not listened to.
    static let lineLimit = 30
    static let wordsLimit = 500

    let code: Int
    let lines: [String]

    var isTemporary: Bool { (400...499).contains(code) }
    var isPermanent: Bool { (500...599).contains(code) }

    /// Code and words, printable and bounded, without any of `hidden`.
    func words(hiding hidden: [String]) -> String {
        var text = lines.joined(separator: " ")
        for secret in hidden { text = text.replacing(secret, with: "••••••") }
        return "\(code) \(text.singleLine().prefix(utf8: Self.wordsLimit))".trimmingSpaces()
    }
}
