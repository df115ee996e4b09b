import Testing

@testable import Blobs

@Suite struct ContentKindTests {
    @Test(arguments: [
        ("<html>", "text/plain"), ("  <!DOCTYPE html>", "image/png"), ("<?xml version='1.0'?><svg onload='x'>", "image/png"),
        ("<svg/>", "image/svg+xml"), ("hello", "text/html"), ("hello", "application/javascript"), ("hello", "application/xml"),
        ("MZ", "text/plain"),
        ("%PDF-1.7", "image/png"), ("GIF89a", "application/pdf"), ("hello", ""), ("<script>", "application/pdf"),
        ("{}", "application/json"),
        ("<\u{0}h\u{0}t\u{0}m\u{0}l\u{0}>", "text/plain"),
    ])
    func `What a browser could run, or what is not what it says, is not inert`(text: String, type: String) {
        #expect(!ContentKind(head: Array(text.utf8)).isInert(as: type))
    }

    @Test(arguments: [
        ("%PDF-1.7", "application/pdf"), ("GIF89a", "image/gif"), ("hello <b>", "text/plain"), ("hello", "TEXT/plain; charset=utf-8"),
        ("x", "image/png"), ("", "text/plain"),
    ])
    func `What is only shown is inert`(text: String, type: String) {
        #expect(ContentKind(head: Array(text.utf8)).isInert(as: type))
    }
}
