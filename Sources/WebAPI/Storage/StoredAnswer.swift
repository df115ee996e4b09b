import Blobs
import Primitives

/// What an upload became.
struct StoredAnswer: JSONWritable {
    let object: BucketObject
    let bucket: BucketName

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("Id", object.id)
            json.member("Key", "\(bucket)/\(object.key)")
        }
    }
}
