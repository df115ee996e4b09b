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
            json.member("ranges", array: ranges.map { Pair(start: $0.lowerBound, length: $0.count) })
        }
    }

    private struct Pair: JSONWritable {
        let start: Int
        let length: Int

        func write(to json: inout JSONWriter) { json.raw("[\(start),\(length)]") }
    }
}
