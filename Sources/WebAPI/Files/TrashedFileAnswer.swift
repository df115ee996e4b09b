import Blobs
import Primitives

/// A version in the trash as the API shows it.
struct TrashedFileAnswer: JSONWritable {
    let file: TrashedObject
    let retention: Duration

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", file.versionID)
            json.member("bucket", file.bucketName.description)
            json.member("name", file.key.description)
            json.member("size", file.byteCount)
            json.member("contentType", file.contentType)
            json.member("replaced", file.isReplaced)
            json.member("trashedAt", file.trashedAt)
            json.member("trashedBy", file.trashedBy)
            json.member("purgedAt", file.trashedAt + retention)
        }
    }
}
