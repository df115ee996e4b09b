import HTTPTypes

/// Which methods each path of the service takes, to tell a wrong method from a wrong path.
struct AuthPaths: Sendable {
    private let endpoints: [(parts: [Substring], method: HTTPRequest.Method)]

    /// - Parameter endpoints: paths below ``AuthDoor/prefix``, a part in braces standing for any.
    init(_ endpoints: [(path: String, method: HTTPRequest.Method)]) {
        self.endpoints = endpoints.map { (("\(AuthDoor.prefix)/\($0.path)").split(separator: "/"), $0.method) }
    }

    /// Empty when there is no such path.
    func methods(at path: String) -> [String] {
        let parts = path.split(separator: "/")
        var methods = Set(endpoints.filter { Self.matches(parts, $0.parts) }.map(\.method.rawValue))
        if methods.contains("GET") { methods.insert("HEAD") }
        return methods.isEmpty ? [] : methods.union(["OPTIONS"]).sorted()
    }

    private static func matches(_ parts: [Substring], _ template: [Substring]) -> Bool {
        parts.count == template.count && zip(parts, template).allSatisfy { $1.hasPrefix("{") || $0 == $1 }
    }
}
