import Crypto
import Primitives

/// By what reports are one error: what the SDK says, or types of exceptions and functions of their frames, or the message's template.
enum Fingerprint {
    /// The innermost frames: what is further out says who called, not what went wrong.
    private static let frameLimit = 12

    /// 32 hexadecimal digits.
    static func of(_ event: SentryEvent) -> String {
        let given = event.fingerprint
        let parts = given.isEmpty ? standard(event) : given.flatMap { isDefault($0) ? standard(event) : [$0] }
        return hash(parts)
    }

    static func hash(_ parts: [String]) -> String {
        var hash = SHA256()
        for part in parts {
            hash.update(data: Array(part.utf8))
            hash.update(data: [0])
        }
        return Hex.encode(hash.finalize().prefix(16))
    }

    private static func isDefault(_ part: String) -> Bool { part.filter { $0 != " " } == "{{default}}" }

    private static func standard(_ event: SentryEvent) -> [String] {
        let exceptions = event.exceptions
        if !exceptions.isEmpty {
            let frames = exceptions.flatMap { places(of: $0.frames) }
            // Without frames the type alone would put all errors of one type together.
            let words = frames.isEmpty ? [exceptions.last?.value.map(withoutNumbers) ?? ""] : frames
            return ["exception"] + exceptions.map { $0.type ?? "" } + words
        }
        if let template = event.messageTemplate { return ["message", event.logger ?? "", withoutNumbers(template)] }
        let frames = places(of: event.threadFrames)
        return frames.isEmpty ? ["nothing", event.transaction ?? ""] : ["thread"] + frames
    }

    /// Without line numbers: those change with every release.
    private static func places(of frames: [SentryEvent.Frame]) -> [String] {
        SentryEvent.telling(frames).suffix(frameLimit).map { frame in
            "\(frame.module ?? frame.file.map(withoutNumbers) ?? "")#\(frame.function ?? "")"
        }
    }

    /// `user 17 not found` and `user 4 not found` are one; so are hexadecimal ids.
    static func withoutNumbers(_ text: String) -> String {
        var result: [UInt8] = []
        var word: [UInt8] = []
        func flush() {
            let digits = word.count { (48...57).contains($0) }
            let isHex = word.count >= 8 && digits > 0 && word.allSatisfy { Self.isHexDigit($0) || $0 == 0x2D }
            if isHex {
                result.append(UInt8(ascii: "#"))
            } else {
                var wasDigit = false
                for byte in word {
                    let isDigit = (48...57).contains(byte)
                    if !isDigit { result.append(byte) } else if !wasDigit { result.append(UInt8(ascii: "#")) }
                    wasDigit = isDigit
                }
            }
            word.removeAll(keepingCapacity: true)
        }
        for byte in text.utf8.prefix(2_000) {
            if isOfWord(byte) {
                word.append(byte)
            } else {
                flush()
                result.append(byte)
            }
        }
        flush()
        return String(decoding: result, as: UTF8.self)
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 0x2D, 0x80...: true
        default: false
        }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...70, 97...102: true
        default: false
        }
    }
}
