import Primitives

/// A folder in a list: a name, and nothing that an object has.
struct FolderAnswer: JSONWritable {
    let name: String
    /// The whole key without the slash, where lists tell it.
    var key: String?

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("name", name)
            if let key { json.member("key", key) }
            for member in ["id", "updated_at", "created_at", "last_accessed_at", "metadata"] as [StaticString] {
                json.member(member, String?.none)
            }
        }
    }
}
