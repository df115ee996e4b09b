/// Follows a ``JSONWriter`` and notes what is written, with the types as the code has them.
final class ShapeRecorder {
    /// What is known of a value before it is written.
    private struct Expectation {
        var name: String?
        var known: RecordedShape?
        var isOptional = false
        var isOpaque = false
    }

    private struct Frame {
        let expectation: Expectation
        let isList: Bool
        var isMap = false
        var members: [RecordedShape.Member] = []
        var elements: [RecordedShape] = []
        var pendingName = ""
        var isSometimes = false
    }

    private var frames: [Frame] = []
    private var expectation = Expectation()
    private(set) var shape = RecordedShape.unknown

    func expect<Value>(_ type: Value.Type, isOptional: Bool) {
        expectation = Expectation(
            name: Self.name(of: type), known: Self.known(type), isOptional: isOptional, isOpaque: type == JSONValue.self)
    }

    func name(_ name: String, isOfMap: Bool = false) {
        guard !frames.isEmpty else { return }
        frames[frames.count - 1].pendingName = name
        if isOfMap { frames[frames.count - 1].isMap = true }
    }

    /// Whether the members that follow are there at times only.
    func sometimes(_ isSometimes: Bool) {
        if !frames.isEmpty { frames[frames.count - 1].isSometimes = isSometimes }
    }

    func scalar(_ shape: RecordedShape) {
        deliver(shape, taking())
    }

    /// A text that is JSON as it stands.
    func raw(_ text: String) {
        switch text {
        case "null": deliver(nil, taking())
        case "true", "false": scalar(.flag)
        default: scalar(text.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: "-") } ? .integer : .number)
        }
    }

    func open(isList: Bool) {
        frames.append(Frame(expectation: taking(), isList: isList))
    }

    func close() {
        guard let frame = frames.popLast() else { return }
        let shape: RecordedShape =
            if frame.isList {
                .list(.either(of: frame.elements))
            } else if frame.isMap {
                .map(.either(of: frame.members.map(\.shape)))
            } else {
                .object(frame.members)
            }
        deliver(shape, frame.expectation)
    }

    private func taking() -> Expectation {
        defer { expectation = Expectation() }
        return expectation
    }

    private func deliver(_ found: RecordedShape?, _ expectation: Expectation) {
        var shape = expectation.known ?? found ?? .unknown
        if expectation.isOpaque { shape = .anything }
        if let name = expectation.name, found != nil { shape = .named(name, shape) }
        if expectation.isOptional { shape = .nullable(shape) }
        guard let parent = frames.indices.last else { return self.shape = shape }
        if frames[parent].isList {
            frames[parent].elements.append(shape)
        } else {
            let member = RecordedShape.Member(name: frames[parent].pendingName, shape: shape, isAlwaysThere: !frames[parent].isSometimes)
            frames[parent].members.append(member)
        }
    }

    private static func known<Value>(_ type: Value.Type) -> RecordedShape? {
        switch type {
        case is String.Type: .text
        case is Int.Type, is Int64.Type: .integer
        case is Double.Type: .number
        case is Bool.Type: .flag
        case is Timestamp.Type: .moment
        case let type as any AnyID.Type: type.shape
        case let type as any (CaseIterable & RawRepresentable).Type: words(type).map { .word($0) }
        default: nil
        }
    }

    private static func words<Value: CaseIterable & RawRepresentable>(_ type: Value.Type) -> [String]? {
        let words = type.allCases.compactMap { $0.rawValue as? String }
        return words.isEmpty ? nil : words
    }

    /// Of types that have a sample: those are described once and named.
    private static func name<Value>(of type: Value.Type) -> String? {
        guard type is any Sampled.Type else { return nil }
        let name = String(describing: type)
        guard !name.contains("<") else { return nil }
        return name.count > 6 && name.hasSuffix("Answer") ? String(name.dropLast(6)) : name
    }
}

/// An id, whatever of.
private protocol AnyID {}

extension AnyID {
    static var shape: RecordedShape { .id }
}

extension ID: AnyID {}
