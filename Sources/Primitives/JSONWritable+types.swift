extension String: JSONWritable {
    package func write(to json: inout JSONWriter) { json.string(self) }
}

extension Int: JSONWritable {
    package func write(to json: inout JSONWriter) { json.raw("\(self)") }
}

extension Int64: JSONWritable {
    package func write(to json: inout JSONWriter) { json.raw("\(self)") }
}

extension Bool: JSONWritable {
    package func write(to json: inout JSONWriter) { json.raw(self ? "true" : "false") }
}

/// JSON has no word for what is not finite.
extension Double: JSONWritable {
    package func write(to json: inout JSONWriter) { json.raw(isFinite ? "\(self)" : "null") }
}

extension Timestamp: JSONWritable {
    package func write(to json: inout JSONWriter) { json.plainString(count: Self.textLength, as: .moment, writeText) }
}

extension ID: JSONWritable {
    package func write(to json: inout JSONWriter) { json.plainString(count: Self.textLength, as: .id, writeText) }
}

/// Text, as ids are in JSON everywhere here.
extension ErrorProjectID: JSONWritable {
    package func write(to json: inout JSONWriter) { json.string(description) }
}

/// An enumeration is written as its raw text.
extension JSONWritable where Self: RawRepresentable, RawValue == String {
    package func write(to json: inout JSONWriter) { json.string(rawValue) }
}
