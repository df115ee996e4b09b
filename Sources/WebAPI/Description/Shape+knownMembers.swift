import NIOCore
import Primitives
import Realtime

extension Shape {
    /// Faults beyond these are not listed.
    private static let shownFaults = 50
    private static let moneyMembers = [Member("amount", .count), Member("currency", .text)]

    /// Holds a body to the members that the description says: a mistyped name must not be a value that is quietly left out.
    ///
    /// Types and bounds are the business of whoever reads it.
    /// - Throws: ``Failure`` `malformedBody` that points at each member that there is not.
    func requireKnownMembers(in body: ByteBuffer) throws(Failure) {
        guard let value = JSONSlice(body) else { throw Failure(.malformedBody, "The body is not JSON (RFC 8259).") }
        var faults: [FieldFault] = []
        noteUnknown(in: value, at: "", &faults)
        guard !faults.isEmpty else { return }
        throw Failure(.malformedBody, "The body does not have the expected shape.", fields: Array(faults.prefix(Self.shownFaults)))
    }

    private func noteUnknown(in value: JSONSlice, at pointer: String, _ faults: inout [FieldFault]) {
        switch self {
        case .object(let members): Self.noteUnknown(in: value, among: members, at: pointer, &faults)
        case .money: Self.noteUnknown(in: value, among: Self.moneyMembers, at: pointer, &faults)
        case .nullable(let shape): shape.noteUnknown(in: value, at: pointer, &faults)
        case .list(let shape, let limit), .filledList(let shape, let limit):
            guard shape.hasMembers else { return }
            for (position, element) in (value.elements(limit: limit + 1) ?? []).enumerated() {
                shape.noteUnknown(in: element, at: "\(pointer)/\(position)", &faults)
            }
        case .map(let shape):
            guard shape.hasMembers else { return }
            value.forEachMember { name, value in shape.noteUnknown(in: value, at: pointer + JSONPointer.step(name), &faults) }
        // Whichever it is, its reader knows.
        case .either, .anything: break
        case .text, .anyText, .line, .pattern, .email, .id, .moment, .day, .integer, .number, .flag, .oneOf: break
        }
    }

    private static func noteUnknown(in value: JSONSlice, among members: [Member], at pointer: String, _ faults: inout [FieldFault]) {
        value.forEachMember { name, value in
            guard let member = members.first(where: { $0.name == name }) else {
                return faults.append(FieldFault(pointer + JSONPointer.step(name), "There is no such field."))
            }
            if member.shape.hasMembers { member.shape.noteUnknown(in: value, at: pointer + JSONPointer.step(name), &faults) }
        }
    }

    private var hasMembers: Bool {
        switch self {
        case .object, .money: true
        case .nullable(let shape), .list(let shape, _), .filledList(let shape, _), .map(let shape): shape.hasMembers
        default: false
        }
    }
}
