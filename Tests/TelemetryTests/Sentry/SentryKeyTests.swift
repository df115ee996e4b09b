import Primitives
import Testing

@testable import Telemetry

struct SentryKeyTests {
    @Test(arguments: [nil, "", "Bearer abc", "Sentry", "Sentry sentry_version=7", String(repeating: "Sentry sentry_key=a,", count: 200)])
    func `A header without a key has none`(header: String?) {
        #expect(SentryKey.inHeader(header) == nil)
    }

    @Test(arguments: [
        "Sentry sentry_key=abc123, sentry_version=7, sentry_client=raw/1.0", "sentry sentry_version=7,sentry_key=abc123",
        "Sentry sentry_version=7 sentry_key=abc123", "SENTRY sentry_key=abc123",
    ])
    func `The key is found however the header is written`(header: String) {
        #expect(SentryKey.inHeader(header) == "abc123")
    }

    @Test(arguments: [
        "", "https://example.com/7", "https://key@example.com", "https://key@example.com/x7", "ftp://key@example.com/7",
        "https://a-b@example.com/7", "https://key@/7", "https://key@exa mple.com/7", "https://key@example.com/07",
        "https://key@example.com/-1",
    ])
    func `What is no DSN is none`(text: String) {
        #expect(SentryDSN(text) == nil)
    }

    @Test func `A DSN says where, by which key and to which project`() throws {
        let dsn = try #require(SentryDSN("https://abc:secret@errors.example.org:8443/base/7"))
        #expect(dsn.publicKey == "abc")
        #expect(dsn.project == ErrorProjectID(7))
        #expect(dsn.envelopeURL == "https://errors.example.org:8443/base/api/7/envelope/")
    }
}
