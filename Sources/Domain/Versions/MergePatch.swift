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

    /// `{amount, currency}`, both of them: one without the other is no money.
    mutating func money(_ name: String, _ read: (inout FieldCheck, Money, _ pointer: String) -> Money?) -> Money?? {
        known.insert(name)
        guard let member = members[name] else { return .none }
        if member == .null { return .some(.none) }
        guard let amount = member["amount"]?.integer else {
            check.add("/\(name)/amount", "A whole number of minor units.")
            return .some(.none)
        }
        guard let currency = member["currency"]?.string.flatMap({ Currency($0) }) else {
            check.add("/\(name)/currency", "A currency of ISO 4217, such as EUR.")
            return .some(.none)
        }
        return .some(read(&check, Money(amount, currency), "/\(name)"))
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

    /// True or false; `nil` where the patch does not say.
    mutating func flag(_ name: String) -> Bool? {
        known.insert(name)
        guard let member = members[name] else { return nil }
        if member.bool == nil { check.add("/\(name)", "True or false.") }
        return member.bool
    }

    /// A whole number; `.some(nil)` where the patch takes it away.
    mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int?? {
        known.insert(name)
        guard let member = members[name] else { return .none }
        if member == .null { return .some(.none) }
        guard let number = member.integer, range.contains(Int(number)) else {
            check.add("/\(name)", "A whole number from \(range.lowerBound) to \(range.upperBound).")
            return .some(.none)
        }
        return .some(Int(number))
    }

    /// An object that is read as a patch of its own; its faults point into it.
    mutating func patch<Value>(_ name: String, _ read: (MergePatch) throws(Failure) -> Value) -> Value? {
        known.insert(name)
        switch members[name] {
        case .none, .null?: return nil
        case .object(let inner)?:
            do throws(Failure) {
                return try read(MergePatch(inner))
            } catch {
                for fault in error.fields { check.add("/\(name)\(fault.pointer)", fault.message) }
            }
        default: check.add("/\(name)", "This is to be an object.")
        }
        return nil
    }

    /// The other members.
    func without(_ names: Set<String>) -> MergePatch { MergePatch(members.filter { !names.contains($0.key) }) }

    /// The members of these names alone.
    func only(_ names: Set<String>) -> MergePatch { MergePatch(members.filter { names.contains($0.key) }) }

    mutating func fault(_ name: String, _ message: String) { check.add("/\(name)", message) }

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
            check.add(JSONPointer.step(name), "There is no such field, or it can't be changed.")
        }
        try check.finish(message)
    }

    /// Faults beyond these are not listed.
    private static let shownFaults = 50
}
