package import Primitives

/// What a message is to say instead.
package struct MessagePatch: Sendable {
    private let given: String?
    let wanted: JSONValue

    /// - Throws: ``Failure`` `invalidRequest`.
    package init(_ patch: MergePatch) throws(Failure) {
        wanted = patch.value
        var patch = patch
        given = patch.text("text") { _, text, _ in text ?? "" } ?? nil
        try patch.finish("The message was not changed.")
    }

    /// - Throws: ``Failure`` `invalidRequest` for nothing to see, or too much.
    func text(of message: Message) throws(Failure) -> String {
        guard let given else {
            guard wanted["text"] == nil else {
                throw Failure(
                    .invalidRequest, "The message was not changed.",
                    fields: [FieldFault("/text", "Write something, or delete the message.")])
            }
            return message.text
        }
        var check = FieldCheck()
        let text = check.message(given, isRequired: message.attachments.isEmpty)
        try check.finish("The message was not changed.")
        return text
    }
}
