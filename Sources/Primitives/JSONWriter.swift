/// Writes one JSON text (RFC 8259) member by member, for what is sent on every request and event.
///
/// Foundation's encoder builds a tree of boxes first, which costs more than the insert that an event describes.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init(capacity: Int = 512) {
        bytes.reserveCapacity(capacity)
    }

    package static func bytes(of value: some JSONWritable) -> [UInt8] {
        var writer = JSONWriter()
        value.write(to: &writer)
        return writer.bytes
    }

    package mutating func object(_ members: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
        members(&self)
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    package mutating func array(_ elements: some Sequence<some JSONWritable>) {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
        for element in elements { element.write(to: &self) }
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// A member whose name needs no escape; `null` for `nil`.
    package mutating func member(_ name: StaticString, _ value: (some JSONWritable)?) {
        key(name)
        if let value { value.write(to: &self) } else { null() }
    }

    /// A member whose name may need escapes.
    package mutating func member(named name: String, _ value: (some JSONWritable)?) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
        if let value { value.write(to: &self) } else { null() }
    }

    // What most members are, without looking up the type of each at run time.

    package mutating func member(_ name: StaticString, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    package mutating func member<Entity>(_ name: StaticString, _ value: ID<Entity>) {
        key(name)
        value.write(to: &self)
    }

    package mutating func member(_ name: StaticString, _ value: Timestamp?) {
        key(name)
        if let value { value.write(to: &self) } else { null() }
    }

    package mutating func member(_ name: StaticString, _ value: Int64?) {
        key(name)
        if let value { value.write(to: &self) } else { null() }
    }

    package mutating func member(_ name: StaticString, _ value: Int?) {
        member(name, value.map { Int64($0) })
    }

    package mutating func member(_ name: StaticString, array elements: some Sequence<some JSONWritable>) {
        key(name)
        array(elements)
    }

    package mutating func member(_ name: StaticString, object members: (inout JSONWriter) -> Void) {
        key(name)
        object(members)
    }

    /// A member whose value is JSON already.
    package mutating func member(_ name: StaticString, json: some Sequence<UInt8>) {
        key(name)
        bytes.append(contentsOf: json)
        needsComma = true
    }

    package mutating func null() {
        raw("null")
    }

    package mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
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
    mutating func plainString(count: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
        separate()
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
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
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
