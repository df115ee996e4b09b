import Testing

@testable import Mail

@Suite struct SMTPTranscriptTests {
    private func transcript(_ lines: [String]) -> SMTPTranscript {
        var transcript = SMTPTranscript()
        for line in lines {
            let bytes = Array((line.dropFirst(2) + "\r\n").utf8)
            if line.hasPrefix("C") { transcript.clientSaid(bytes) } else { transcript.serverSaid(bytes) }
        }
        return transcript
    }

    @Test func `Lines that are no reply are passed over`() {
        let result = transcript(["S HTTP/1.1 400 Bad Request", "S ", "S 2x0 hello", "S \u{FFFD}", "S 42"])
        #expect(result.reply == nil)
        #expect(result.stage == .greeting)
    }

    @Test func `A server that never ends its reply fills no memory`() {
        let result = transcript(Array(repeating: "S 220-" + String(repeating: "x", count: 5_000), count: 1_000) + ["S 220 done"])
        #expect(result.reply?.lines.count == SMTPReply.lineLimit)
        #expect(result.reply?.words(hiding: []).utf8.count == SMTPReply.wordsLimit + 4)
    }

    @Test func `A line of the sign-in is never taken for a command`() {
        let result = transcript(["S 220 hi", "C EHLO node", "S 250 hi", "C AUTH LOGIN", "S 334 VXNlcm5hbWU6", "C REFUQQ==", "S 535 no"])
        #expect(result.stage == .authentication)
        #expect(result.reply == SMTPReply(code: 535, lines: ["no"]))
    }

    @Test func `Taking leave does not hide what failed`() {
        let result = transcript([
            "S 220 hi", "C EHLO node", "S 250 hi", "C MAIL FROM:<a@b.c>", "S 250 ok", "C RCPT TO:<d@e.f>", "S 550 no", "C QUIT",
            "S 221 bye",
        ])
        #expect(result.stage == .recipient)
        #expect(result.reply?.code == 550)
    }

    @Test func `The whole way is followed`() {
        let result = transcript([
            "S 220-hi", "S 220 there", "C EHLO node", "S 250-mail.test", "S 250-SIZE 1000", "S 250 starttls", "C STARTTLS", "S 220 go",
            "C EHLO node", "S 250 mail.test", "C MAIL FROM:<a@b.c>", "S 250 ok", "C RCPT TO:<d@e.f>", "S 250 ok", "C DATA", "S 354 go",
            "S 250-taken", "S 250 as 12",
        ])
        #expect(result.isSecured)
        #expect(result.stage == .message)
        #expect(result.reply?.words(hiding: []) == "250 taken as 12")
        #expect(result.replies[.greeting]?.words(hiding: []) == "220 hi there")
    }
}
