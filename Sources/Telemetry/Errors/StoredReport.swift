package import Primitives

/// A report as it is kept.
package struct StoredReport: Sendable {
    /// More than a report can have: what is unpacked was packed here, but the file may be damaged.
    private static let byteLimit = 8_388_608

    package let number: Int64
    let eventID: String
    let receivedAt: Timestamp
    let occurredAt: Timestamp
    /// JSON.
    let items: String
    private let packed: [UInt8]
    /// The places among the items of attachments that are kept.
    var keptAttachments: Set<Int> = []

    init(number: Int64, eventID: String, receivedAt: Timestamp, occurredAt: Timestamp, items: String, packed: [UInt8]) {
        self.number = number
        self.eventID = eventID
        self.receivedAt = receivedAt
        self.occurredAt = occurredAt
        self.items = items
        self.packed = packed
    }

    var json: JSONValue {
        guard let bytes = PackedBytes.unpack(packed, limit: Self.byteLimit) else { return .object([:]) }
        return (try? BoundedJSON.parse(bytes, .init(bytes: Self.byteLimit, depth: 100, values: 200_000))) ?? .object([:])
    }

    var attachments: [ShownAttachment] {
        itemList.enumerated().compactMap { number, item in
            ShownAttachment(item, number: number, isKept: keptAttachments.contains(number))
        }
    }

    /// What it was sent with, by its place; `nil` when that is no attachment.
    func attachmentName(_ position: Int) -> String? {
        let items = itemList
        guard items.indices.contains(position), items[position]["type"] == "attachment" else { return nil }
        return items[position]["name"]?.string ?? "attachment"
    }

    /// One that can't be read any more names nobody.
    func isNaming(_ erased: ErasedBytes) -> Bool {
        erased.isIn(Array(items.utf8)) || PackedBytes.unpack(packed, limit: Self.byteLimit).map(erased.isIn) ?? false
    }

    var itemList: [JSONValue] {
        (try? BoundedJSON.parse(Array(items.utf8), .init(bytes: 1_048_576)))?.array ?? []
    }
}

/// A report as its SDK sent it, but for what was taken out of it.
extension StoredReport: Sampled {
    package static var sample: StoredReport {
        StoredReport(
            number: 1, eventID: "9ec79c33ec9942ab8353589fcb2e04dc", receivedAt: Timestamp(seconds: 1_767_225_600),
            occurredAt: Timestamp(seconds: 1_767_225_600), items: #"[{"type":"event","size":2,"name":null}]"#,
            packed: PackedBytes.pack(Array("{}".utf8)))
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("event", json: JSONWriter.bytes(of: self.json))
            json.member("items", json: Array(items.utf8))
            json.member("attachments", array: attachments)
        }
    }
}
