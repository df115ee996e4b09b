/// Writes one JSON text (RFC 8259) member by member, for what is sent on every request and event.
///
/// Foundation's encoder builds a tree of boxes first, which costs more than the insert that an event describes.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false
    /// Notes what is written; `nil` but for the description of the API.
    private var recorder: ShapeRecorder?

    package init(capacity: Int = 512) {
        bytes.reserveCapacity(capacity)
    }

    package static func bytes(of value: some JSONWritable) -> [UInt8] {
        var writer = JSONWriter()
        value.write(to: &writer)
        return writer.bytes
    }

    /// What `type` writes of itself, and its sample as an example.
    package static func shape<Value: Sampled>(of type: Value.Type) -> (shape: RecordedShape, example: [UInt8]) {
        let recorder = ShapeRecorder()
        var writer = JSONWriter()
        writer.recorder = recorder
        recorder.expect(type, isOptional: false)
        type.sample.write(to: &writer)
        return (recorder.shape, writer.bytes)
    }

    package mutating func object(_ members: (inout JSONWriter) -> Void) {
        separate()
        recorder?.open(isList: false)
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
        members(&self)
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
        recorder?.close()
    }

    package mutating func array<Elements: Sequence>(_ elements: Elements) where Elements.Element: JSONWritable {
        separate()
        recorder?.open(isList: true)
        bytes.append(UInt8(ascii: "["))
        needsComma = false
        if let recorder {
            record(elements, recorder)
        } else {
            for element in elements { element.write(to: &self) }
        }
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
        recorder?.close()
    }

    private mutating func record<Elements: Sequence>(_ elements: Elements, _ recorder: ShapeRecorder)
    where Elements.Element: JSONWritable {
        var isEmpty = true
        for element in elements {
            isEmpty = false
            recorder.expect(Elements.Element.self, isOptional: false)
            element.write(to: &self)
        }
        guard isEmpty else { return }
        recorder.expect(Elements.Element.self, isOptional: false)
        if let type = Elements.Element.self as? any Sampled.Type { type.sample.write(to: &self) } else { recorder.raw("null") }
    }

    /// Members that are there at times only, which is the exception: a client should not have to ask whether there is one.
    package mutating func sometimes(_ members: (inout JSONWriter) -> Void) {
        recorder?.sometimes(true)
        members(&self)
        recorder?.sometimes(false)
    }

    /// A member whose name needs no escape.
    package mutating func member<Value: JSONWritable>(_ name: StaticString, _ value: Value) {
        key(name, of: Value.self)
        value.write(to: &self)
    }

    /// The same, `null` for `nil`.
    package mutating func member<Value: JSONWritable>(_ name: StaticString, _ value: Value?) {
        key(name, of: Value.self, isOptional: true)
        write(value)
    }

    /// A member whose name may need escapes.
    package mutating func member<Value: JSONWritable>(named name: String, _ value: Value?) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
        if let recorder {
            recorder.name(name, isOfMap: true)
            recorder.expect(Value.self, isOptional: false)
        }
        write(value)
    }

    private mutating func write<Value: JSONWritable>(_ value: Value?) {
        if let value {
            value.write(to: &self)
        } else if recorder != nil, let type = Value.self as? any Sampled.Type {
            type.sample.write(to: &self)
        } else {
            null()
        }
    }

    // What most members are, without looking up the type of each at run time.

    package mutating func member(_ name: StaticString, _ value: String) {
        key(name, of: String.self)
        string(value)
    }

    package mutating func member(_ name: StaticString, _ value: String?) {
        key(name, of: String.self, isOptional: true)
        if let value { string(value) } else { null() }
    }

    package mutating func member<Entity>(_ name: StaticString, _ value: ID<Entity>) {
        key(name, of: ID<Entity>.self)
        value.write(to: &self)
    }

    package mutating func member(_ name: StaticString, _ value: Timestamp) {
        key(name, of: Timestamp.self)
        value.write(to: &self)
    }

    package mutating func member(_ name: StaticString, _ value: Timestamp?) {
        key(name, of: Timestamp.self, isOptional: true)
        if let value { value.write(to: &self) } else { null() }
    }

    package mutating func member(_ name: StaticString, _ value: Int64) {
        key(name, of: Int64.self)
        value.write(to: &self)
    }

    package mutating func member(_ name: StaticString, _ value: Int64?) {
        key(name, of: Int64.self, isOptional: true)
        if let value { value.write(to: &self) } else { null() }
    }

    package mutating func member(_ name: StaticString, _ value: Int) {
        member(name, Int64(value))
    }

    package mutating func member(_ name: StaticString, _ value: Int?) {
        member(name, value.map { Int64($0) })
    }

    package mutating func member<Elements: Sequence>(_ name: StaticString, array elements: Elements)
    where Elements.Element: JSONWritable {
        key(name, of: Elements.self)
        array(elements)
    }

    package mutating func member(_ name: StaticString, object members: (inout JSONWriter) -> Void) {
        key(name, of: Void.self)
        object(members)
    }

    /// A member whose value is JSON already.
    package mutating func member(_ name: StaticString, json: some Sequence<UInt8>) {
        key(name, of: JSONValue.self)
        recorder?.scalar(.anything)
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// The same for JSON that a type has written, or `null`.
    package mutating func member<Value: Sampled>(_ name: StaticString, json: (some Sequence<UInt8>)?, of type: Value.Type) {
        key(name, of: type, isOptional: true)
        if recorder != nil {
            type.sample.write(to: &self)
        } else if let json {
            bytes.append(contentsOf: json)
            needsComma = true
        } else {
            null()
        }
    }

    /// The same for a list.
    package mutating func member<Element: Sampled>(_ name: StaticString, json: some Sequence<UInt8>, ofListOf type: Element.Type) {
        key(name, of: [Element].self)
        if recorder != nil { return array([type.sample]) }
        bytes.append(contentsOf: json)
        needsComma = true
    }

    package mutating func null() {
        raw("null")
    }

    package mutating func string(_ text: String) {
        separate()
        recorder?.scalar(.text)
        quote(text)
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            guard Self.needsEscape(anyOf: utf8) else { return bytes.append(contentsOf: utf8) }
            var start = 0
            for position in utf8.indices where Self.needsEscape(utf8[position]) {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<position]))
                escape(utf8[position])
                start = position + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// A string of `count` bytes, none of which needs an escape.
    mutating func plainString(count: Int, as shape: RecordedShape, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
        separate()
        recorder?.scalar(shape)
        bytes.append(UInt8(ascii: "\""))
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: count))
        bytes.withUnsafeMutableBufferPointer { fill(UnsafeMutableBufferPointer(rebasing: $0[start...])) }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Text that is JSON as it stands: a number, a literal.
    package mutating func raw(_ text: String) {
        separate()
        recorder?.raw(text)
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func key<Value>(_ name: StaticString, of type: Value.Type, isOptional: Bool = false) {
        separate()
        if let recorder {
            recorder.name(name.description)
            recorder.expect(type, isOptional: isOptional)
        }
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// Most texts need none. Without an early exit, so that sixteen bytes are looked at at a time.
    private static func needsEscape(anyOf text: UnsafeBufferPointer<UInt8>) -> Bool {
        var needed: UInt8 = 0
        for byte in text { needed |= needsEscape(byte) ? 1 : 0 }
        return needed != 0
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
        case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
        case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
        case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
        case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
        default: bytes.append(contentsOf: "\\u00\(Hex.encode([byte]))".utf8)
        }
    }
}

/// A value that knows its JSON.
package protocol JSONWritable {
    func write(to json: inout JSONWriter)
}
