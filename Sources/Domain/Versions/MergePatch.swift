package import Primitives

/// The members of a JSON merge patch (RFC 7396), taken out one by one; what nobody asked for is no field.
package struct MergePatch: Sendable {
    private let members: [String: JSONValue]
    private var known: Set<String> = []
    private var check = FieldCheck()

    package init(_ members: [String: JSONValue]) {
        self.members = members
    }

    /// The patch as it came.
    var value: JSONValue { .object(members) }

    /// A text that `read` makes a value of: `nil` where the patch does not say, `.some(nil)` where it takes the value away.
    mutating func text<Value>(
        _ name: String, _ read: (inout FieldCheck, _ text: String?, _ pointer: String) -> Value?
    ) -> Value?? {
        known.insert(name)
        switch members[name] {
        case .none: return .none
        case .null?: return .some(.none)
        case .string(let text)?: return .some(read(&check, text, "/\(name)"))
        default:
            check.add("/\(name)", "This is to be a text or null.")
            return .some(.none)
        }
    }

    /// The same for a value that is always there.
    mutating func required<Value>(
        _ name: String, _ message: String, _ read: (inout FieldCheck, _ text: String?, _ pointer: String) -> Value?
    ) -> Value? {
        let before = check.faults.count
        guard let value = text(name, read) else { return nil }
        if value == nil, check.faults.count == before { check.add("/\(name)", message) }
        return value
    }

    /// An array of texts; `null` takes all away.
    mutating func texts<Value>(_ name: String, _ read: (inout FieldCheck, [String], _ pointer: String) -> Value) -> Value? {
        known.insert(name)
        switch members[name] {
        case .none: return .none
        case .null?: return read(&check, [], "/\(name)")
        case .array(let values)?:
            let texts = values.compactMap(\.string)
            guard texts.count == values.count else { break }
            return read(&check, texts, "/\(name)")
        default: break
        }
        check.add("/\(name)", "This is to be an array of texts.")
        return nil
    }

    /// - Throws: ``Failure`` `invalidRequest` with every fault, members that are no field included.
    mutating func finish(_ message: String) throws(Failure) {
        for name in members.keys.sorted().prefix(Self.shownFaults) where !known.contains(name) {
            // JSON pointer (RFC 6901 §3).
            let pointer = name.prefix(utf8: 100).replacing("~", with: "~0").replacing("/", with: "~1")
            check.add("/\(pointer)", "There is no such field, or it can't be changed.")
        }
        try check.finish(message)
    }

    /// Faults beyond these are not listed.
    private static let shownFaults = 50
}
