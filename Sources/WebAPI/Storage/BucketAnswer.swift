import Blobs
import Primitives

/// A bucket as stock clients know it. Some fail when a member is missing, or when `owner` is null.
struct BucketAnswer: JSONWritable {
    let bucket: Bucket

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", bucket.name.description)
            json.member("name", bucket.name.description)
            json.member("owner", "")
            json.member("public", bucket.isPublic)
            json.member("file_size_limit", bucket.byteLimit)
            if let types = bucket.mediaTypes {
                json.member("allowed_mime_types", array: types.map(\.description))
            } else {
                json.member("allowed_mime_types", String?.none)
            }
            json.member("type", "STANDARD")
            json.member("created_at", bucket.createdAt)
            json.member("updated_at", bucket.updatedAt)
        }
    }
}
