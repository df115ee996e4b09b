/// Follows an SMTP dialogue by its lines, without I/O: the stage that it reached and the server's last reply to each.
///
/// Keeps nothing of what the client says but the name of the command: the rest may be a password.
struct SMTPTranscript {
    /// Longer lines are cut; RFC 5321 §4.5.3.1.5 allows 512 bytes.
    static let lineLengthLimit = 1_000

    private(set) var stage = SMTPStage.greeting
    private(set) var replies: [SMTPStage: SMTPReply] = [:]
    /// EHLO's keywords in capitals, as of the last EHLO.
    private(set) var capabilities: [String] = []
    /// A command came after the server had agreed to STARTTLS: the handshake is done.
    private(set) var isSecured = false
    private var lines: [String] = []

    /// The last reply to the present stage.
    var reply: SMTPReply? { replies[stage] }

    mutating func clientSaid(_ bytes: some Collection<UInt8>) {
        // No verb is longer than 8 characters.
        let verb = String(decoding: bytes.prefix { $0 != 0x20 && $0 != 13 && $0 != 10 }.prefix(9), as: UTF8.self)
        guard let next = SMTPStage(verb: verb) else { return }
        if stage == .startTLS, replies[.startTLS]?.code == 220 { isSecured = true }
        // What failed stays in sight when libcurl takes its leave.
        if next == .goodbye, stage != .message { return leave() }
        stage = next
        lines = []
    }

    mutating func serverSaid(_ line: some Collection<UInt8>) {
        guard !hasLeft else { return }
        let text = String(decoding: line.prefix(Self.lineLengthLimit).prefix { $0 != 13 && $0 != 10 }, as: UTF8.self)
        let digits = text.utf8.prefix(3)
        guard digits.count == 3, digits.allSatisfy({ (48...57).contains($0) }), let code = Int(String(text.prefix(3))) else { return }
        if lines.count < SMTPReply.lineLimit { lines.append(String(text.dropFirst(4))) }
        if text.utf8.dropFirst(3).first == UInt8(ascii: "-") { return }
        replies[stage] = SMTPReply(code: code, lines: lines)
        if stage == .hello { capabilities = lines.dropFirst().map { String($0.prefix { !$0.isWhitespace }).uppercased() } }
        lines = []
        if stage == .data, code == 354 { stage = .message }
    }

    private var hasLeft = false

    private mutating func leave() { hasLeft = true }
}
