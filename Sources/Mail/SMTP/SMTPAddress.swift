import Primitives

/// The parts of an `SMTP_URL`, percent-decoded and checked.
struct SMTPAddress {
    /// Longer ones are none.
    static let lengthLimit = 2_000

    let isImplicitTLS: Bool
    let user: String?
    let password: Secret?
    let host: String
    let port: Int?
    let path: String?
    let options: [(name: String, value: String)]

    init(_ url: String) throws(SMTPSettingsFault) {
        let text = url.trimmingSpaces()
        guard text.utf8.count <= Self.lengthLimit, let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else {
            throw Self.form
        }
        switch text[..<colon].lowercased() {
        case "smtp": isImplicitTLS = false
        case "smtps": isImplicitTLS = true
        default: throw Self.form
        }
        let rest = text[colon...].dropFirst(3)
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        guard !rest.contains("#"), !rest[end...].contains("@") else {
            throw SMTPSettingsFault("in user and password write %40 for @, %2F for /, %3F for ?, %23 for # and %25 for %")
        }
        let authority = rest[..<end]
        let at = authority.lastIndex(of: "@")
        (user, password) = try Self.credentials(at.map { authority[..<$0] })
        (host, port) = try Self.hostAndPort(at.map { authority[authority.index(after: $0)...] } ?? authority)
        let tail = rest[end...]
        let question = tail.firstIndex(of: "?") ?? tail.endIndex
        let path = tail[..<question].dropFirst()
        guard path.isEmpty || Self.isHostName(path) else {
            throw SMTPSettingsFault("what follows the slash is the name that the node gives itself in EHLO, such as node.example.com")
        }
        self.path = path.isEmpty ? nil : String(path)
        options = tail[question...].dropFirst().split(separator: "&").map { option in
            let parts = option.split(separator: "=", maxSplits: 1)
            return (parts.first.map { $0.lowercased() } ?? "", parts.dropFirst().first.map { $0.lowercased() } ?? "")
        }
    }

    private static let form = SMTPSettingsFault("write it like smtps://user:password@mail.example.com:465 or smtp://mail.example.com:587")

    private static func credentials(_ text: Substring?) throws(SMTPSettingsFault) -> (String?, Secret?) {
        guard let text else { return (nil, nil) }
        let colon = text.firstIndex(of: ":") ?? text.endIndex
        guard let user = decoded(text[..<colon]), let password = decoded(text[colon...].dropFirst()), !user.isEmpty else {
            throw SMTPSettingsFault(
                "user or password is not percent-encoded UTF-8 without control characters; write %25 for a percent sign")
        }
        return (user, colon == text.endIndex ? nil : Secret(password))
    }

    private static func hostAndPort(_ text: Substring) throws(SMTPSettingsFault) -> (String, Int?) {
        var hostText = text
        var portText: Substring = ""
        if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
            hostText = text[..<close].dropFirst()
            portText = text[close...].dropFirst()
            guard hostText.contains(":"), hostText.utf8.allSatisfy({ "0123456789abcdefABCDEF:.".utf8.contains($0) }) else { throw form }
        } else if let colon = text.firstIndex(of: ":") {
            hostText = text[..<colon]
            portText = text[colon...]
        }
        let isAddress = hostText.contains(":")
        guard let host = isAddress ? hostText.lowercased() : Punycode.asciiHost(String(hostText)), isAddress || isHostName(host[...]) else {
            throw form
        }
        if portText.isEmpty { return (host, nil) }
        guard portText.hasPrefix(":"), portText.utf8.dropFirst().allSatisfy({ (48...57).contains($0) }),
            let port = Int(portText.dropFirst()),
            (1...65_535).contains(port)
        else { throw SMTPSettingsFault("the port is a number from 1 to 65535") }
        return (host, port)
    }

    private static func isHostName(_ text: Substring) -> Bool {
        (1...253).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (97...122).contains(byte | 0x20) || [45, 46, 95].contains(byte)
            }
    }

    /// `nil` for a broken escape, bytes that are not UTF-8, and the controls that SASL forbids (RFC 4616 §2).
    private static func decoded(_ text: Substring) -> String? {
        PercentEncoding.decode(text).flatMap { $0.utf8.contains { $0 < 0x20 || $0 == 0x7F } ? nil : $0 }
    }
}
