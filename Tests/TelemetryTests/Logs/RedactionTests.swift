import Logging
import Primitives
import Telemetry
import Testing

@Suite struct RedactionTests {
    private func logged(_ text: String, key: String = "note") throws -> (message: String?, note: String?) {
        let pipe = try LogPipe()
        let logs = Logs(format: .json, descriptor: pipe.writeEnd)
        logs.logger("x").info("\(text)", metadata: [key: "\(text)"])
        #expect(logs.flush())
        let object = try #require(try pipe.objects().first)
        return (object["message"]?.string, object[key]?.string)
    }

    @Test(arguments: [
        ("lea.martin@studio.example", "l…@studio.example"),
        ("from <noé+x@a.example>, to b@c.example.", "from <n…@a.example>, to …@c.example."),
        ("élodie@a.example", "é…@a.example"), ("smtps://user:pa%40ss@mail.example:465", "smtps://•••@mail.example:465"),
        ("GET /join?token=abc123&page=2", "GET /join?token=•••&page=2"), ("?code=123456#x", "?code=•••#x"),
        ("Authorization: Bearer abc.def-123, then", "Authorization: Bearer ••• then"),
        ("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdef end", "jwt eyJ••• end"),
        ("upn_0123456789abcdef is refused", "upn_••• is refused"), ("password=hunter2, again", "password=•••, again"),
    ])
    func `Addresses of people, tokens and passwords are not written`(text: String, expected: String) throws {
        let (message, note) = try logged(text)
        #expect(message == expected)
        #expect(note == expected)
    }

    @Test(arguments: [
        "closed with code=1012", "a @ b", "x = y", "2 == 2", "Bear with it", "groupn_ok", "eyJ short", "key=value", "@media", "50% @",
        "Bearer ", "=",
    ])
    func `What is no secret stays as it is`(text: String) throws {
        #expect(try logged(text).message == text)
    }

    @Test(arguments: ["password", "token", "authorization", "cookie", "secret", "apiKey"])
    func `Metadata whose name says that it is a secret has no value`(key: String) throws {
        #expect(try logged("plain", key: key).note == "•••")
    }

    @Test func `A line for people holds no more than one for machines`() throws {
        let pipe = try LogPipe()
        let logs = Logs(format: .pretty, descriptor: pipe.writeEnd)
        logs.logger("x").info("lea@studio.example", metadata: ["token": "abc", "note": "?token=abc"])
        #expect(logs.flush())
        let line = try #require(pipe.lines().first)
        #expect(line.contains("l…@studio.example") && !line.contains("abc") && !line.contains("lea@"))
    }
}
