import Blobs
import Crypto
import Primitives

/// What somebody sends to a channel.
package struct MessageDraft: Sendable, Decodable, Hashable {
    package var clientId: String?
    package var text: String?
    package var parentId: String?
    /// The keys of files that were uploaded for it.
    package var attachments: [String]?

    package init(clientId: String?, text: String?, parentId: String? = nil, attachments: [String]? = nil) {
        self.clientId = clientId
        self.text = text
        self.parentId = parentId
        self.attachments = attachments
    }

    /// Fit to be kept.
    struct Accepted: Sendable {
        let clientID: ClientMessageID
        let text: String
        let parentID: ID<Message>?
        let attachments: [ObjectKey]
        /// Of all that it says: by it the same message is known again when it was changed since.
        let fingerprint: [UInt8]
    }

    /// - Throws: ``Failure`` `invalidRequest` with all faults.
    func accepted() throws(Failure) -> Accepted {
        var check = FieldCheck()
        let clientID = clientId.flatMap { ClientMessageID($0) }
        if clientID == nil { check.add("/clientId", "Give a UUID of your own, the same when the message is sent again.") }
        let text = check.message(text, isRequired: attachments?.isEmpty ?? true)
        let parent: ID<Message>? = check.id(parentId, "/parentId", of: "a message")
        let keys = attachments ?? []
        if keys.count > MessageAttachment.limit { check.add("/attachments", "At most \(MessageAttachment.limit) files.") }
        let known = keys.prefix(MessageAttachment.limit).compactMap { ObjectKey($0) }
        if known.count != min(keys.count, MessageAttachment.limit) || Set(known).count != known.count {
            check.add("/attachments", "Give the keys of uploaded files, each once.")
        }
        try check.finish("The message was not sent.")
        return Accepted(
            clientID: clientID ?? ClientMessageID(), text: text, parentID: parent, attachments: known,
            fingerprint: Self.fingerprint(text, parent, known))
    }

    private static func fingerprint(_ text: String, _ parent: ID<Message>?, _ attachments: [ObjectKey]) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("text", text)
            json.member("parentId", parent)
            json.member("attachments", array: attachments.map(\.description))
        }
        return Array(SHA256.hash(data: json.bytes).prefix(16))
    }
}

extension FieldCheck {
    /// The text of a message, cleaned; empty where it has a fault, or need not have one.
    mutating func message(_ text: String?, isRequired: Bool = true) -> String {
        let cleaned = MessageText.cleaned(text ?? "")
        if cleaned.utf8.count > MessageText.byteLimit || cleaned.count > MessageText.characterLimit {
            add("/text", "At most \(MessageText.characterLimit) characters, and \(MessageText.byteLimit) bytes.")
        } else if !MessageText.isVisible(cleaned) {
            if isRequired || !cleaned.isEmpty { add("/text", "Write something that can be seen.") }
            return ""
        }
        return cleaned
    }
}
