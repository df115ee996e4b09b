extension String: JSONWritable {
    package func write(to json: inout JSONWriter) { json.string(self) }
}

extension Int: JSONWritable {
    package func write(to json: inout JSONWriter) { json.raw("\(self)") }
}

extension Int64: JSONWritable {
    package func write(to json: inout JSONWriter) { json.raw("\(self)") }
}

extension Timestamp: JSONWritable {
    package func write(to json: inout JSONWriter) { json.plainString(count: Self.textLength, writeText) }
}

extension ID: JSONWritable {
    package func write(to json: inout JSONWriter) { json.plainString(count: Self.textLength, writeText) }
}

/// An enumeration is written as its raw text.
extension JSONWritable where Self: RawRepresentable, RawValue == String {
    package func write(to json: inout JSONWriter) { json.string(rawValue) }
}
