import Primitives

/// A decoder that notes which members a type asks for, with their types; each gets a made-up value.
///
/// What a type checks of itself may refuse such a value; what was asked for until then is known all the same.
final class BodyRecorder: Decoder {
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private var members: [Shape.Member] = []
    private var own: Shape?
    /// The member that was asked after last.
    fileprivate var spared: String?

    /// The shape of a body that is decoded as `type`.
    static func shape<Value: Decodable>(of type: Value.Type) -> Shape {
        known(type) ?? recorded(type)
    }

    private static func recorded<Value: Decodable>(_ type: Value.Type) -> Shape {
        let recorder = BodyRecorder()
        do { _ = try Value(from: recorder) } catch is Refusal {} catch is DecodingError {} catch is Failure {} catch { return .anything }
        return recorder.own ?? .object(recorder.members)
    }

    private struct Refusal: Error {}

    private static func known<Value>(_ type: Value.Type) -> Shape? {
        switch type {
        case is String.Type: .text
        case is Bool.Type: .flag
        case is Double.Type: .number(-1e15...1e15)
        case is Int.Type, is Int64.Type: .integer(Int64.min...Int64.max)
        case is Timestamp.Type: .moment
        case is EmailAddress.Type: .email
        case is Money.Type: .money
        case is JSONValue.Type: .anything
        case let type as any DecodedID.Type: type.shape
        case let type as any (CaseIterable & RawRepresentable).Type: words(type).map { .oneOf($0) }
        case let type as any DecodedList.Type: .list(type.elementShape, upTo: 1_000)
        default: nil
        }
    }

    private static func words<Value: CaseIterable & RawRepresentable>(_ type: Value.Type) -> [String]? {
        let words = type.allCases.compactMap { $0.rawValue as? String }
        return words.isEmpty ? nil : words
    }

    fileprivate func note(_ key: any CodingKey, _ shape: Shape, isRequired: Bool) {
        members.append(Shape.Member(key.stringValue, shape, required: isRequired))
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Members<Key>(recorder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        own = .list(.anything, upTo: 1_000)
        throw Refusal()
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        own = .text
        throw Refusal()
    }

    /// A value of `type` to go on with, where one can be made.
    fileprivate static func sample<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let made: Any? =
            switch type {
            case is String.Type: "x"
            case is Bool.Type: false
            case is Double.Type: 1.0
            case is Int.Type: 1
            case is Int64.Type: Int64(1)
            case is Timestamp.Type: Timestamp(microseconds: 0)
            case let type as any DecodedID.Type: type.made
            case let type as any DecodedList.Type: type.empty
            case let type as any Sampled.Type: type.sample
            case let type as any CaseIterable.Type: first(of: type)
            default: nil
            }
        if let value = made as? Value { return value }
        return try Value(from: BodyRecorder())
    }

    private static func first<Value: CaseIterable>(of type: Value.Type) -> Any? { type.allCases.first }

    private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let recorder: BodyRecorder
        let codingPath: [any CodingKey] = []
        let allKeys: [Key] = []

        // Whoever asks whether there is a member can do without it.
        func contains(_ key: Key) -> Bool {
            recorder.spared = key.stringValue
            return true
        }
        func decodeNil(forKey key: Key) throws -> Bool { false }

        func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
            let (shape, isSpared) = (BodyRecorder.shape(of: type), recorder.spared == key.stringValue)
            recorder.note(key, isSpared ? .nullable(shape) : shape, isRequired: !isSpared)
            return try BodyRecorder.sample(type)
        }

        func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
            recorder.note(key, .nullable(BodyRecorder.shape(of: type)), isRequired: false)
            return nil
        }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> { throw Refusal() }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw Refusal() }
        func superDecoder() throws -> any Decoder { throw Refusal() }
        func superDecoder(forKey key: Key) throws -> any Decoder { throw Refusal() }
    }
}

private protocol DecodedID {
    static var shape: Shape { get }
    static var made: Self { get }
}

extension ID: DecodedID {
    static var shape: Shape { .id }
    static var made: Self { Self() }
}

private protocol DecodedList {
    static var elementShape: Shape { get }
    static var empty: Self { get }
}

extension Array: DecodedList where Element: Decodable {
    static var elementShape: Shape { BodyRecorder.shape(of: Element.self) }
    static var empty: Self { [] }
}
