import Primitives

/// What is kept of the answer to a request that made something: the thing is read anew when the request comes again.
struct KnownID<Entity>: Hashable, Sendable, Decodable, JSONWritable {
    let id: ID<Entity>

    func write(to json: inout JSONWriter) { json.object { $0.member("id", id) } }
}
