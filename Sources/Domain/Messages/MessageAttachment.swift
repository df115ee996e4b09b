package import Blobs
package import Primitives

/// A file that came with a message.
package struct MessageAttachment: Hashable, Sendable {
    package static let limit = 10

    package let id: ID<MessageAttachment>
    package let key: ObjectKey
    package let name: String
    package let size: Int64
    package let contentType: String
    /// A link that opens it for a while; `nil` in events, which are kept, and for a file that is gone.
    package var url: String?
}

extension MessageAttachment: JSONWritable {
    static var sample: Self {
        let id = ID<MessageAttachment>(at: Timestamp(seconds: 1_893_456_000))
        return Self(
            id: id,
            key: ChatFiles.key(
                for: "plan.pdf", in: ID(high: 0x01b8_dac5_b400_7000, low: 0x8000_0000_0000_0001),
                ID(high: 0x01b8_dac5_b400_7000, low: 0x8000_0000_0000_0002)),
            name: "plan.pdf",
            size: 20_480, contentType: "application/pdf", url: "/storage/v1/object/sign/chat/…")
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("name", name)
            json.member("size", size)
            json.member("contentType", contentType)
            json.member("url", url)
        }
    }
}
