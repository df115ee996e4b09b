import Crypto
import Primitives

/// One report, cleaned, on its way to the disk.
package struct ErrorEvent: Sendable {
    /// What the report was sent with, its own text included.
    struct Item: Sendable, JSONWritable {
        let type: String
        let byteCount: Int
        let name: String?
        /// The bytes of an attachment, as far as they are kept.
        var content: [UInt8]?

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("type", type)
                json.member("size", byteCount)
                json.member("name", name)
            }
        }
    }

    let id: String
    let project: ErrorProjectID
    let fingerprint: String
    let title: String
    let culprit: String?
    let type: String?
    let value: String?
    let level: ErrorLevel
    let release: String?
    /// A hash, so that people are counted and not listed.
    let person: String?
    let traceID: String?
    let receivedAt: Timestamp
    let occurredAt: Timestamp
    let json: JSONValue
    var items: [Item]
    /// The whole of it as it is kept; `nil` where a count is enough.
    var packed: [UInt8]?

    init(
        id: String, project: ErrorProjectID, json: JSONValue, receivedAt: Timestamp, occurredAt: Timestamp, items: [Item],
        givenFingerprint: [String]? = nil
    ) {
        let event = SentryEvent(json: json)
        let exception = event.exceptions.last
        self.id = id
        self.project = project
        self.json = json
        self.receivedAt = receivedAt
        self.occurredAt = occurredAt
        self.items = items
        fingerprint = givenFingerprint.map(Fingerprint.hash) ?? Fingerprint.of(event)
        title = event.title
        culprit = event.culprit
        type = exception?.type
        value = exception?.value?.prefix(utf8: 1_000)
        level = event.level
        release = event.release
        traceID = event.traceID
        person = event.person.map { Self.hash(ofPerson: $0, in: project) }
    }

    var eventID: String { id }

    static func hash(ofPerson person: String, in project: ErrorProjectID) -> String {
        Hex.encode(SHA256.hash(data: Array("\(project) \(person)".utf8)).prefix(8))
    }
}
