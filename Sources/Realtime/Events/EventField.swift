/// One member of an event's payload, as `docs/events.md` names it.
package struct EventField: Hashable, Sendable {
    package let name: String
    /// What it holds, in the words of the page.
    package let type: String

    package init(_ name: String, _ type: String) {
        self.name = name
        self.type = type
    }

    static func id(_ name: String) -> EventField { EventField(name, "id") }
    static func moment(_ name: String) -> EventField { EventField(name, "moment") }
}
