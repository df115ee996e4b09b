import Primitives
import Testing

struct TextTests {
    @Test(arguments: [
        "", "a", "a@", "@b.example", "a@b", "a@@b.example", "a b@c.example", "a@b..example", ".a@b.example", "a.@b.example", "a@-b.example",
        "a..b@c.example", "a@b-.example", "a@b.example.", "a@b.example@c.example", "a@\u{301}b.example", "a@b.-c.example", "a@b_c.example",
        "a@b.example\r\nBcc: c@d.example", "a\u{202E}@b.example", "\(String(repeating: "a", count: 65))@b.example",
    ])
    func `What is not an e-mail address is refused`(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test(arguments: ["a@b.example", " Ana.Lopez+tag@Sub.Example ", "élodie@café.example", "用户@例子.example"])
    func `Addresses keep their spelling and compare without case`(text: String) throws {
        let address = try #require(EmailAddress(text))
        #expect(address == EmailAddress(text.uppercased()))
        #expect(!address.description.contains(" "))
    }

    @Test(arguments: [
        ("ren\u{e9}@example.com", "rene\u{301}@example.com"), ("ana@b\u{fc}cher.example", "ana@xn--bcher-kva.example"),
        ("ana@BU\u{308}CHER.example", "ana@b\u{fc}cher.example"),
    ])
    func `Two ways to write one mailbox are one, and each stays as it was written`(_ first: String, _ second: String) throws {
        let (one, other) = (try #require(EmailAddress(first)), try #require(EmailAddress(second)))
        #expect(Array(one.normalized.utf8) == Array(other.normalized.utf8))
        #expect(Array(one.description.utf8) == Array(first.utf8))
        // Letters that only look alike are other letters.
        #expect(EmailAddress("\u{430}na@example.com") != EmailAddress("ana@example.com"))
    }

    @Test func `A secret shows dots in every textual form`() {
        let secret = Secret("hunter2")
        #expect(!"\(secret) \(String(reflecting: secret)) \(Mirror(reflecting: secret).children.count)".contains("hunter2"))
        #expect(secret == Secret("hunter2"))
        #expect(secret != Secret("hunter3"))
    }

    @Test func `Hexadecimal and base 64 read back and refuse rubbish`() {
        for length in 0..<40 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 37 + length) }
            #expect(Hex.decode(Hex.encode(bytes)) == bytes)
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
        #expect(Hex.decode("0") == nil)
        #expect(Hex.decode("zz") == nil)
        #expect(Base64URL.decode("a") == nil)
        #expect(Base64URL.decode("ab+/") == nil)
        #expect(Base64URL.decode("AB") == nil)
        #expect(Base64URL.encode(Array("light work.".utf8)) == "bGlnaHQgd29yay4")
    }

    @Test func `A line is cleaned of controls and direction tricks and cut at whole characters`() {
        #expect(" Acme\u{0}\n\u{202E} SARL\t".singleLine() == "Acme SARL")
        #expect("👩‍👩‍👧 x".singleLine() == "👩‍👩‍👧 x")
        #expect("ééé".prefix(utf8: 5) == "éé")
        #expect("  x ".trimmingSpaces() == "x")
    }

    @Test func `The trace id of a traceparent is taken and rubbish refused`() {
        let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        #expect(TraceID(traceparent: header)?.description == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(TraceID(traceparent: "00-00000000000000000000000000000000-00f067aa0ba902b7-01") == nil)
        #expect(TraceID(traceparent: "4bf92f3577b34da6a3ce929d0e0e4736") == nil)
        #expect(TraceID(TraceID().description) != nil)
        #expect(TraceID() != TraceID())
    }
}
