import Primitives
import Tracing

/// The spans of one part as they are kept: JSON whose names are short, for there are many.
struct StoredSpans: JSONWritable {
    let part: TracePart.Ended

    init(_ part: TracePart.Ended) {
        self.part = part
    }

    func write(to json: inout JSONWriter) {
        json.array(
            part.spans.map { StoredSpan(span: $0, startedAt: part.startedAt($0), leftCount: $0.id == part.root.id ? part.leftCount : 0) })
    }
}

private struct StoredSpan: JSONWritable {
    /// Attributes are a few words each; a longer value is cut.
    private static let valueLimit = 1_024

    let span: EndedSpan
    let startedAt: Timestamp
    let leftCount: Int

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", span.id.description)
            if let parent = span.parent { json.member("parent", parent.description) }
            json.member("name", span.name)
            json.member("kind", span.kind.word)
            json.member("us", startedAt.microseconds)
            json.member("length", span.microseconds)
            if span.isFailed { json.member("failed", true) }
            var attributes: [String: JSONValue] = [:]
            span.attributes.forEach { name, value in attributes[name] = Self.value(value) }
            if leftCount > 0 { attributes["spans.left"] = .integer(Int64(leftCount)) }
            json.member("attributes", JSONValue.object(attributes))
        }
    }

    private static func value(_ attribute: SpanAttribute) -> JSONValue {
        switch attribute {
        case .int32(let number): .integer(Int64(number))
        case .int64(let number): .integer(number)
        case .double(let number): .number(number)
        case .bool(let flag): .bool(flag)
        case .string(let text): .string(text.prefix(utf8: valueLimit))
        case .stringConvertible(let value): .string("\(value)".prefix(utf8: valueLimit))
        default: .null
        }
    }
}
