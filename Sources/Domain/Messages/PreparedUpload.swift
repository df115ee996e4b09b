import Blobs
package import Primitives

/// Where a file is to be put, by whoever has the link.
package struct PreparedUpload: Hashable, Sendable {
    let key: ObjectKey
    let url: String
    let expiresAt: Timestamp
}

extension PreparedUpload: Sampled {
    package static var sample: Self {
        let attachment = MessageAttachment.sample
        return Self(key: attachment.key, url: "/storage/v1/object/upload/sign/chat/…", expiresAt: Timestamp(seconds: 1_893_456_000))
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("key", key.description)
            json.member("url", url)
            json.member("expiresAt", expiresAt)
        }
    }
}
