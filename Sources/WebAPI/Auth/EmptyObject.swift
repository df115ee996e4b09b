import Primitives

/// An answer without content.
struct EmptyObject: JSONWritable {
    func write(to json: inout JSONWriter) { json.object { _ in } }
}
