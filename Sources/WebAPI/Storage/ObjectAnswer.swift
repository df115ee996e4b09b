import Blobs
import HTTPServing
import Primitives

/// An object as stock clients know it, in the shapes of the several calls.
struct ObjectAnswer: JSONWritable {
    enum Shape: Sendable {
        /// All that is known of one.
        case info(bucket: BucketName)
        /// One of a list, with its name below the prefix.
        case entry(name: String)
        /// One of a list by whole keys.
        case keyed
        /// A row, after a change.
        case row(bucket: BucketName)
    }

    let object: BucketObject
    let shape: Shape

    func write(to json: inout JSONWriter) {
        json.object { json in
            switch shape {
            case .info(let bucket): info(bucket, &json)
            case .entry(let name):
                json.member("name", name)
                times(&json)
            case .keyed:
                json.member("name", object.key.description)
                json.member("key", object.key.description)
                times(&json)
            case .row(let bucket):
                json.member("name", object.key.description)
                json.member("bucket_id", bucket.description)
                json.member("owner", object.owner ?? "")
                json.member("owner_id", object.owner)
                json.member("version", object.version.id)
                times(&json)
            }
        }
    }

    private func info(_ bucket: BucketName, _ json: inout JSONWriter) {
        json.member("id", object.id)
        json.member("name", object.key.description)
        json.member("version", object.version.id)
        json.member("bucket_id", bucket.description)
        json.member("size", object.version.byteCount)
        json.member("content_type", object.version.contentType)
        json.member("cache_control", object.cacheControl)
        json.member("etag", object.version.entityTag)
        json.member("metadata", json: (object.metadata ?? "{}").utf8)
        json.member("last_modified", object.updatedAt)
        json.member("created_at", object.createdAt)
        json.member("updated_at", object.updatedAt)
    }

    private func times(_ json: inout JSONWriter) {
        json.member("id", object.id)
        json.member("updated_at", object.updatedAt)
        json.member("created_at", object.createdAt)
        // When an object was last read is not kept: it would cost a write a read.
        json.member("last_accessed_at", object.updatedAt)
        json.member(
            "metadata",
            object: { json in
                json.member("eTag", object.version.entityTag)
                json.member("size", object.version.byteCount)
                json.member("mimetype", object.version.contentType)
                json.member("cacheControl", object.cacheControl)
                json.member("lastModified", object.updatedAt)
                json.member("contentLength", object.version.byteCount)
                json.member("httpStatusCode", 200)
            })
    }
}
