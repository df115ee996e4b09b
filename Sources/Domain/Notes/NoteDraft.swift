package import Primitives

/// What someone writes about a lead, or in place of what they wrote.
package struct NoteDraft: Sendable, Codable, Hashable {
    package var text: String?

    package init(text: String?) {
        self.text = text
    }

    package init(_ patch: MergePatch) throws(Failure) {
        var patch = patch
        text = patch.required("text", "Write something.") { $0.lines($1, $2, limit: Note.characterLimit) }
        try patch.finish("The note was not kept.")
    }

    /// - Throws: ``Failure`` `invalidRequest` for nothing, or too much.
    func accepted() throws(Failure) -> String {
        var check = FieldCheck()
        let text = check.lines(text, "/text", limit: Note.characterLimit)
        if text == nil { check.add("/text", "Write something.") }
        try check.finish("The note was not kept.")
        return text ?? ""
    }
}
