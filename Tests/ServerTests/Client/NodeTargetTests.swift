import Testing

@testable import Server

struct NodeTargetTests {
    @Test(arguments: [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", true), ("http://127.0.0.1:8080/", "http://127.0.0.1:8080", true),
        ("HTTP://localhost", "http://localhost", true), ("https://node.example:443", "https://node.example", false),
        ("https://[::1]:8443", "https://[::1]:8443", true), ("http://127.example.com", "http://127.example.com", false),
    ])
    func `An address has one origin, and is of this machine or not`(text: String, origin: String, isLoopback: Bool) throws {
        let target = try NodeTarget(text)
        #expect(target.origin == origin)
        #expect(target.isLoopback == isLoopback)
    }

    @Test(
        arguments: [
            ("https://leads.example", "https://leads.example", true), ("https://LEADS.example/", "https://leads.example:443", true),
            ("https://leads.example", nil, false), ("http://leads.example", "http://leads.example", false),
            ("http://leads.example", "https://leads.example", false), ("https://leads.example:8443", "https://leads.example", false),
            ("https://leads.example.evil", "https://leads.example", false), ("https://evil.example", "https://leads.example", false),
            ("https://leads.example", "not an address", false),
        ] as [(String, String?, Bool)])
    func `A node's public address is known by its name and port, and by TLS alone`(asked: String, own: String?, isPublic: Bool) throws {
        #expect(try NodeTarget(asked).isPublicAddress(own) == isPublic)
    }

    @Test(
        arguments: [
            ("", nil), ("//evil.example/app.js", nil), ("https://evil.example/app.js", nil), ("http://node.example.evil/app.js", nil),
            ("data:text/css,p", nil), ("/assets/app.js?v=1", "/assets/app.js?v=1"), ("assets/app.js", "/assets/app.js"),
            ("./app.js", "/app.js"), ("http://node.example/app.js", "/app.js"),
        ] as [(String, String?)])
    func `A reference leads to a path of the node or nowhere`(reference: String, path: String?) throws {
        #expect(try NodeTarget("http://node.example").path(of: reference) == path)
    }
}
