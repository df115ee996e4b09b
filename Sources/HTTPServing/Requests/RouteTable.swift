package import HTTPTypes
package import Hummingbird

/// Which methods each path takes: tells a wrong method from a wrong path, which Hummingbird's router does not.
package struct RouteTable: Sendable {
    private struct Entry {
        let components: [RouterPath.Element]
        let description: String
        var methods: [HTTPRequest.Method]

        /// For each part of the path, whether it is a word.
        var exactness: [Int] {
            description.split(separator: "/").map { $0.hasPrefix("{") || $0.contains("*") ? 0 : 1 }
        }
    }

    private var entries: [Entry] = []

    /// No routes.
    package init() {}

    package init<Context>(_ router: Router<Context>) {
        for route in router.routes {
            if let index = entries.firstIndex(where: { $0.description == route.path.description }) {
                entries[index].methods.append(route.method)
            } else {
                entries.append(Entry(components: route.path.components, description: route.path.description, methods: [route.method]))
            }
        }
    }

    /// Empty when there is no such path. Looks at every route: only for requests that found none.
    package func methods(at path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        // The router takes a word before a parameter, and does not come back when the word's route lacks the method.
        let found = entries.filter { Self.matches(parts, $0.components) }
        let closest = found.map(\.exactness).max { $0.lexicographicallyPrecedes($1) }
        var methods: Set<HTTPRequest.Method> = []
        for entry in found where entry.exactness == closest { methods.formUnion(entry.methods) }
        if methods.contains(.get) { methods.insert(.head) }
        return methods.sorted { $0.rawValue < $1.rawValue }
    }

    /// Whether `HEAD` at this path has to be answered by the route for `GET`.
    func answersHeadByGet(at path: String) -> Bool {
        let parts = path.split(separator: "/")
        var hasGet = false
        for entry in entries where Self.matches(parts, entry.components) {
            if entry.methods.contains(.head) { return false }
            if entry.methods.contains(.get) { hasGet = true }
        }
        return hasGet
    }

    private static func matches(_ parts: [Substring], _ components: [RouterPath.Element]) -> Bool {
        var index = 0
        for component in components {
            if component == .recursiveWildcard { return true }
            guard index < parts.count, component ~= parts[index] else { return false }
            index += 1
        }
        return index == parts.count
    }
}
