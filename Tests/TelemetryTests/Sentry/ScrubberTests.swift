import Primitives
import Testing

@testable import Telemetry

struct ScrubberTests {
    @Test(arguments: ["password", "X-Api-Key", "csrf_token", "Authorization", "Set-Cookie", "client_secret", "DB_PASSWD"])
    func `What is named like a secret is taken out, wherever it stands`(name: String) {
        let report: JSONValue = .object([
            "extra": .object([name: "hush"]), "request": ["headers": [[.string(name), "hush"]]],
            "exception": ["values": [["stacktrace": ["frames": [["vars": .object([name: ["deep": "hush"]])]]]]]],
        ])
        let clean = String(decoding: JSONWriter.bytes(of: Scrubber(keepsAddresses: true).clean(report)), as: UTF8.self)
        #expect(!clean.contains("hush"))
        #expect(clean.contains(Scrubber.filtered))
    }

    @Test func `Secrets in addresses and card numbers are taken out, other text stays`() {
        let scrubber = Scrubber(keepsAddresses: true)
        let clean = scrubber.clean([
            "url": "https://a.example/?page=2&access_token=hush&x=1", "message": "card 4111 1111 1111 1111 refused, order 1234567890123",
            "at": 1_700_000_000,
        ])
        #expect(clean["url"] == "https://a.example/?page=2&access_token=[Filtered]&x=1")
        #expect(clean["message"] == "card [Filtered] refused, order 1234567890123")
        #expect(clean["at"] == 1_700_000_000)
    }

    @Test func `Addresses go where a project keeps none`() {
        let report: JSONValue = ["user": ["id": "1", "ip_address": "192.0.2.1"], "request": ["env": ["REMOTE_ADDR": "192.0.2.1"]]]
        #expect(!"\(Scrubber(keepsAddresses: false).clean(report))".contains("192.0.2.1"))
        #expect(Scrubber(keepsAddresses: true).clean(report) == report)
    }
}
