import Primitives

/// That something was done, in words that clients hand on.
struct MessageAnswer: JSONWritable {
    let message: String

    func write(to json: inout JSONWriter) { json.object { $0.member("message", message) } }
}
