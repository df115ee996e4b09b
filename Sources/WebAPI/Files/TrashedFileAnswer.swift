import Blobs
import Domain
import Primitives

/// A version in the trash as the API shows it.
struct TrashedFileAnswer: Sampled {
    let id: ID<StoredObject>
    let bucket: String
    let name: String
    let byteCount: Int64
    let contentType: String
    let isReplaced: Bool
    let trashedAt: Timestamp
    let trashedBy: String?
    let purgedAt: Timestamp

    static var sample: Self {
        let now = Timestamp.now()
        return Self(
            id: ID(), bucket: "leads", name: "offer.pdf", byteCount: 81_920, contentType: "application/pdf", isReplaced: false,
            trashedAt: now, trashedBy: ID<StoredObject>().description, purgedAt: now)
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("bucket", bucket)
            json.member("name", name)
            json.member("size", byteCount)
            json.member("contentType", contentType)
            json.member("replaced", isReplaced)
            json.member("trashedAt", trashedAt)
            json.member("trashedBy", trashedBy)
            json.member("purgedAt", purgedAt)
        }
    }
}

extension TrashedFileAnswer {
    init(file: TrashedObject, retention: Duration) {
        self.init(
            id: file.versionID, bucket: file.bucketName.description, name: file.key.description, byteCount: file.byteCount,
            contentType: file.contentType, isReplaced: file.isReplaced, trashedAt: file.trashedAt, trashedBy: file.trashedBy,
            purgedAt: file.trashedAt + retention)
    }
}
