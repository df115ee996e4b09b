import Primitives

extension MailMessage {
    /// `=_` occurs neither in quoted-printable nor in base 64, so no text can hold this boundary (RFC 2045 §6.7).
    private static let boundary = "=_uprising_alternative"

    /// The whole message as it goes over the wire, in ASCII with CRLF (RFC 5322, RFC 2045), without dot stuffing.
    ///
    /// No header has a parameter whose value is not the program's own ASCII, so RFC 2231 is never needed.
    package func mime() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(2_000 + (text.utf8.count + (html?.utf8.count ?? 0)) * 3 / 2)
        var fields = [
            HeaderField("Date", fixed: date.mailDate),
            HeaderField("From", mailboxes: [from]),
            HeaderField("To", mailboxes: to),
            HeaderField("Subject", text: subject),
            HeaderField("Message-ID", messageID: messageID),
            HeaderField("MIME-Version", fixed: "1.0"),
            // RFC 3834 §5: keeps holiday notices from answering.
            HeaderField("Auto-Submitted", fixed: "auto-generated"),
            HeaderField("Content-Language", fixed: language.rawValue),
        ]
        if let unsubscribeLink {
            // RFC 2369 §3.2, and RFC 8058 §3.1: without the second a mail program would open a page.
            fields += [
                HeaderField("List-Unsubscribe", fixed: "<\(unsubscribeLink)>"),
                HeaderField("List-Unsubscribe-Post", fixed: "List-Unsubscribe=One-Click"),
            ]
        }
        if let replyTo { fields.insert(HeaderField("Reply-To", mailboxes: [replyTo]), at: 3) }
        for field in fields { field.write(to: &bytes) }
        let plain = TextPart(mediaType: "text/plain", text: text)
        guard let html else {
            plain.write(to: &bytes)
            return bytes
        }
        HeaderField("Content-Type", fixed: "multipart/alternative; boundary=\"\(Self.boundary)\"").write(to: &bytes)
        bytes += [13, 10]
        // The best comes last (RFC 2046 §5.1.4).
        for part in [plain, TextPart(mediaType: "text/html", text: html)] {
            bytes += Array("--\(Self.boundary)\r\n".utf8)
            part.write(to: &bytes)
        }
        bytes += Array("--\(Self.boundary)--\r\n".utf8)
        return bytes
    }
}
