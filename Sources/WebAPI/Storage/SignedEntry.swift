import Primitives

/// One of many paths with its link.
struct SignedEntry: JSONWritable {
    let path: String
    let address: String?

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("error", address == nil ? "Either the object does not exist or you do not have access to it" : nil)
            json.member("path", path)
            json.member("signedURL", address)
        }
    }
}
