package import Primitives

/// A change of some fields of a stage, or what a new one begins with.
package struct StagePatch: Sendable {
    static let nameLimit = 60
    /// Ten years: a lead that may stand for longer never counts as stale.
    static let staleDaysLimit = 3_650

    let name: String?
    let kind: StageKind?
    let probability: Int?
    let colour: String?
    let staleDays: Int??
    let requiredFields: [String]?
    let position: Int?
    /// As it came.
    let wanted: JSONValue

    /// - Throws: ``Failure`` `invalidRequest` with a fault for each wrong field.
    package init(_ patch: MergePatch) throws(Failure) {
        wanted = patch.value
        var patch = patch
        name = patch.required("name", "Give the name of the stage.") { $0.line($1, $2, limit: Self.nameLimit) }
        let kinds = StageKind.allCases.map(\.rawValue).joined(separator: ", ")
        kind = patch.required("kind", "One of \(kinds).") { _, text, _ in text.flatMap { StageKind(rawValue: $0) } }
        probability = patch.number("probability", in: 0...100)
        colour = patch.required("colour", "A colour such as #0ea5e9.") { _, text, _ in text.flatMap(Self.colour) }
        staleDays = patch.integer("staleDays", in: 1...Self.staleDaysLimit)
        requiredFields = patch.texts("requiredFields") { check, names, pointer in
            for (place, name) in names.enumerated() where RequiredField(rawValue: name) == nil {
                check.add("\(pointer)/\(place)", "One of \(RequiredField.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            return RequiredField.allCases.map(\.rawValue).filter { names.contains($0) }
        }
        position = patch.number("position", in: 0...StageDesk.limit - 1)
        try patch.finish("Some fields of the stage are not right.")
    }

    /// Everything but the position, which is an affair of all stages.
    ///
    /// - Throws: ``Failure`` `invalidRequest` for a reason that an open stage asks for.
    func applied(to stage: Stage) throws(Failure) -> Stage {
        var stage = stage
        if let name { stage.name = name }
        if let kind { stage.kind = kind }
        if let probability { stage.probability = probability }
        if let colour { stage.colour = colour }
        if let staleDays { stage.staleDays = staleDays }
        if let requiredFields { stage.requiredFields = requiredFields }
        if stage.kind == .open, stage.requiredFields.contains(RequiredField.closeReason.rawValue) {
            throw Failure(
                .invalidRequest, "Some fields of the stage are not right.",
                fields: [FieldFault("/requiredFields", "Only a stage of leads that are won or lost can ask for a reason.")])
        }
        return stage
    }

    private static func colour(_ text: String) -> String? {
        let text = text.lowercased()
        guard text.utf8.count == 7, text.hasPrefix("#"), text.dropFirst().allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
        return text
    }
}

extension MergePatch {
    /// A whole number that can't be taken away.
    fileprivate mutating func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let number = integer(name, in: range) else { return nil }
        if number == nil, value[name] == .null { fault(name, "A whole number from \(range.lowerBound) to \(range.upperBound).") }
        return number
    }
}
