package import Primitives
import Realtime

/// Which types of events a webhook wants: one by its name, those of a family (`lead.*`), or all (`*`).
package struct EventPattern: Hashable, Sendable {
    package let text: String

    /// Of the types that the workspace hears: what is in one person's inbox is nobody else's, and what is not stored is not sent.
    static let deliverable = EventType.allCases.filter { $0.isDurable && $0.rooms != [.inbox] }

    /// `nil` for what no type that is sent fits.
    package init?(_ text: String) {
        self.init(known: text)
        guard Self.deliverable.contains(where: { matches($0.rawValue) }) else { return nil }
    }

    /// As it was kept; what it fitted may be gone by now.
    init(known text: String) {
        self.text = text
    }

    func matches(_ type: String) -> Bool {
        if text == "*" { return true }
        return text.hasSuffix(".*") ? type.hasPrefix(text.dropLast(1)) : type == text
    }
}

extension EventPattern: JSONWritable {
    package func write(to json: inout JSONWriter) { json.string(text) }
}
