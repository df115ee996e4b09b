package import Primitives

/// A part of a lead's texts in which words were found.
package struct Highlight: Hashable, Sendable, JSONWritable {
    package let field: SearchField
    /// The line that has them, or what stands around the first of them.
    package let text: String
    /// Where in `text`, in UTF-16 units; in order, none touching another.
    package let ranges: [Range<Int>]

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("field", field)
            json.member("text", text)
            json.member("ranges", array: ranges.map { HighlightRange(range: $0) })
        }
    }
}

/// A range as `[start, length]`.
struct HighlightRange: JSONWritable {
    let range: Range<Int>

    func write(to json: inout JSONWriter) { json.array([range.lowerBound, range.count]) }
}
